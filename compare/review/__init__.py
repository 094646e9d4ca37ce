"""The analyst's turn: verdicts of a reviewed workbook, put into force, and how far two reviewers agree."""
