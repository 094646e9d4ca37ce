"""The category system: loading it, checking it, testing it, comparing versions, exchanging it with other programs.

`files` loads · `lint` finds what would silently fail · `examples` runs the analyst's own test sentences · `diff`
compares two versions · `suggest` finds missing words · `exchange` reads and writes other programs' dictionaries ·
`schema` is the table of fields · `learned_words` reads and writes the table of learned words. Below them: `fields`,
`build`, `finish`, and `compare.yamlfiles` (YAML that stays text, typing faults).
"""
