"""What is kept of imports: what columns hold, which sheets were applied, and what each changed."""

from django.db import models

from shared_apps.rows import Row


class ColumnChoice(Row):
    """What a person said the columns of a sheet hold; asked once for a set of columns, whatever their order."""

    signature = models.CharField(max_length=64)
    fields = models.JSONField(default=dict, help_text="Field: normalised name of its column.")
    fixed = models.JSONField(default=dict, help_text="Field: the one value of all rows.")
    chosen_by_name = models.TextField()
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signature"], name="people_column_choice_once")]

    def __str__(self) -> str:
        return self.signature


class SheetImport(Row):
    """A people sheet that changed something: who applied it, what it did, and whether that was undone.

    The rows it made and changed are in the audit under `request_id`; undoing reads them there.
    """

    request_id = models.UUIDField()
    file_id = models.UUIDField(null=True)
    file_name = models.TextField()
    day = models.DateField()
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField(default=0)
    made_by = models.UUIDField(null=True)
    made_by_name = models.TextField()
    made_at = models.DateTimeField()
    undone_by_name = models.TextField(default="", blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="people_import_made")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.made_at}"


class ImportedChange(Row):
    """What one import changed of one person who was there before; derived, in words, for the page that shows it."""

    sheet_import = models.ForeignKey(SheetImport, models.CASCADE, related_name="changes", db_index=False)
    row = models.PositiveIntegerField()
    employee_id = models.UUIDField()
    number = models.CharField(max_length=18)
    name = models.CharField(max_length=200)
    fields = models.JSONField(help_text="[{field, before, after}], values as they are shown.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet_import", "row"], name="people_imported_change_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.row}"
