from django.db import migrations


class Migration(migrations.Migration):
    """Give the rows that stand the wording of their question, as far as it is known."""

    dependencies = [
        ('discrepancies', '0006_wordings_of_questions'),
    ]

    operations = [
        migrations.RunSQL(
            f"""
            UPDATE discrepancies_{table} AS asking SET question_title = question.title
            FROM discrepancies_question question WHERE question.id = asking.question_id
            """,
            migrations.RunSQL.noop,
        )
        for table in ('statement', 'comparison')
    ]
