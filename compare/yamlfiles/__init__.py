"""YAML files as an analyst types them: what stands where, and every typing fault at once.

In: a taxonomy or a list of documents, typed in Notepad. Out: nodes with line and column, and problems of code
``typing.…``. Example: ``place：江门市`` on line 4 gives `typing.full-width-colon` at 4:10 and is read as meant.
"""
