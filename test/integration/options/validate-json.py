# Judges documents by a JSON schema with the reference implementation: {schema, documents} on stdin, lists of errors on stdout.
import json
import sys

from jsonschema import Draft202012Validator

given = json.load(sys.stdin)
Draft202012Validator.check_schema(given["schema"])
validator = Draft202012Validator(given["schema"])
print(json.dumps([[error.message for error in validator.iter_errors(document)] for document in given["documents"]]))
