"""Years in: from the file an office has to canonical rows, a preview, and a publish that is kept.

One path for the command, the page and the tests; nothing is stored before ``publish_import``::

    reference = ReferenceNames.of(records)                # what load_reference gave
    validated = validate(files, options, reference)       # Upload(name, content) each; never raises
    seen = preview(validated, reference, data_folder)     # against the years on file; never raises
    published = publish_import(seen, who=…, note=…, replace=…)   # raises DataRefused with the reasons

`Validated.problems` lists every finding (`store.ingest.problem.Problem`: errors refuse, warnings
do not), `findings.grouped` puts equal ones together, `findings.as_record` is one for a program.
`Validated.tables` are the sheets as they were read, for showing the cells that findings name.
`ReadOptions.corrections` maps (column, value as printed) to the value meant: one click corrects all
equal cells. `history.entries` lists the publishes, `history.roll_back` brings an older state back
as a new, higher number.
"""
