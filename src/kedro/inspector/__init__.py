# The inspector, which runs in the project's own Python: answer.py is the entry point, document.py makes the document.
