# One image for web, worker and beat; the command decides which. See docker-compose.yml.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir -r requirements.txt
COPY . .
# The settings are production's; these values only let the files be collected.
RUN DJANGO_SETTINGS_MODULE=claimtrack.settings.production STATIC_ROOT=/srv/static \
    SECRET_KEY=collecting-static-files-signs-nothing ALLOWED_HOSTS=localhost \
    DATABASE_URL=postgres://localhost/none REDIS_URL=redis://localhost/0 \
    /venv/bin/python manage.py collectstatic --noinput

FROM python:3.11-slim-bookworm
RUN useradd --system --create-home --home-dir /var/lib/claimtrack claimtrack
COPY --from=build /venv /venv
COPY --from=build /app /app
COPY --from=build /srv/static /srv/static
WORKDIR /app
USER claimtrack
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=claimtrack.settings.production \
    STATIC_ROOT=/srv/static
EXPOSE 8000
CMD ["gunicorn", "claimtrack.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--access-logfile", "/dev/null"]
