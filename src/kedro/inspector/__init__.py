# The inspector, in modules that are run in the project's own Python: answer.py begins, document.py holds the whole.
