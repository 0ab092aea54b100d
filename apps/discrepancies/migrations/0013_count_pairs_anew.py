"""Count the compared pairs once: two workers that took both sides of one away counted it twice."""

from django.db import migrations

_COUNT_ANEW = """
    LOCK TABLE discrepancies_comparison, discrepancies_paircount IN SHARE ROW EXCLUSIVE MODE;
    DELETE FROM discrepancies_paircount;
    INSERT INTO discrepancies_paircount (relation, count)
    SELECT relation, count(*) FROM discrepancies_comparison GROUP BY relation;
"""


class Migration(migrations.Migration):
    dependencies = [
        ('discrepancies', '0012_ties_of_neighbours'),
    ]

    operations = [
        migrations.RunSQL(_COUNT_ANEW, migrations.RunSQL.noop),
    ]
