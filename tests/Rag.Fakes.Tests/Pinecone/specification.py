"""Holds a server against the vendor's specification: every request that our adapter or the vendor's client sends must
be one that the specification knows, and every answer must have a status and a shape that it promises, with no member
that it does not know.

usage: specification.py CONTROL.yaml DATA.yaml URL
"""
import json
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import jsonschema
import yaml

NAMESPACE = "rag.tenant.docs.1"
VECTOR = {"id": "a", "values": [1, 0, 0], "metadata": {"k": "x", "n": 1, "tags": ["y"]}}
INDEX = {"name": "docs", "dimension": 3, "metric": "cosine",
         "spec": {"serverless": {"cloud": "aws", "region": "us-east-1"}}, "tags": {"team": "search"}}
FILTER = {"$and": [{"k": {"$eq": "x"}}, {"n": {"$exists": True}}]}

CONTROL = [
    ("POST", "/indexes", INDEX, 201),
    ("POST", "/indexes", INDEX, 409),
    ("POST", "/indexes", {**INDEX, "name": "Bad_Name"}, 400),
    ("GET", "/indexes", None, 200),
    ("GET", "/indexes/docs", None, 200),
    ("GET", "/indexes/nope", None, 404),
    ("PATCH", "/indexes/docs", {"deletion_protection": "disabled", "tags": {"team": "find"}}, 202),
]
DATA = [
    ("POST", "/namespaces", {"name": NAMESPACE}, 200),
    ("POST", "/namespaces", {"name": NAMESPACE}, 409),
    ("GET", "/namespaces?limit=1&prefix=rag.", None, 200),
    ("GET", "/namespaces/" + NAMESPACE, None, 200),
    ("GET", "/namespaces/nope", None, 404),
    ("POST", "/vectors/upsert", {"vectors": [VECTOR, {**VECTOR, "id": "b"}], "namespace": NAMESPACE}, 200),
    ("POST", "/vectors/upsert", {"vectors": [{"id": "a", "values": [1]}], "namespace": NAMESPACE}, 400),
    ("POST", "/query", {"namespace": NAMESPACE, "topK": 2, "vector": [1, 0, 0], "filter": FILTER,
                        "includeValues": True, "includeMetadata": True}, 200),
    ("POST", "/query", {"namespace": NAMESPACE, "topK": 2, "vector": [1, 0, 0], "filter": {"n": {"$near": 1}}}, 400),
    ("POST", "/query", {"namespace": "nobody", "topK": 2, "id": "a"}, 200),
    ("GET", "/vectors/fetch?ids=a&ids=nope&namespace=" + NAMESPACE, None, 200),
    ("POST", "/vectors/fetch_by_metadata", {"namespace": NAMESPACE, "filter": FILTER, "limit": 1}, 200),
    ("GET", "/vectors/list?limit=1&namespace=" + NAMESPACE, None, 200),
    ("POST", "/vectors/update", {"id": "a", "setMetadata": {"n": 2}, "namespace": NAMESPACE}, 200),
    ("POST", "/describe_index_stats", {}, 200),
    ("POST", "/vectors/delete", {"ids": ["b"], "namespace": NAMESPACE}, 200),
    ("POST", "/vectors/delete", {"filter": {"document": {"$eq": "d"}}, "namespace": NAMESPACE}, 200),
    ("POST", "/vectors/delete", {"ids": ["b"], "namespace": "nobody"}, 404),
    ("DELETE", "/namespaces/" + NAMESPACE, None, 200),
]
LAST = [("DELETE", "/indexes/docs", None, 202)]


def strict(schema, root):
    """A JSON schema of an OpenAPI one: references followed, unknown members refused."""
    if isinstance(schema, list):
        return [strict(one, root) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        target = root
        for step in schema["$ref"].lstrip("#/").split("/"):
            target = target[step]
        return strict(target, root)
    made = {}
    for key, value in schema.items():
        if key == "properties":
            made[key] = {name: strict(one, root) for name, one in value.items()}
        elif key in ("items", "additionalProperties", "oneOf", "anyOf", "allOf", "not"):
            made[key] = strict(value, root)
        elif key == "required" and not isinstance(value, list) or key in ("example", "default", "minLength",
                                                                          "maxLength"):
            continue
        elif key == "required":
            made[key] = [name for name in value if name in schema.get("properties", {})]
        else:
            made[key] = value
    # Parts of a union say each its own members.
    if "properties" in made and "additionalProperties" not in made:
        made["additionalProperties"] = False
    if made.get("format") == "int64":  # As protobuf's JSON has it.
        made["type"] = ["integer", "string"]
    return made


def operation(specification, method, path):
    for template, operations in specification["paths"].items():
        pattern = re.sub(r"\{[^}]+\}", "[^/]+", template)
        if re.fullmatch(pattern, path) and method.lower() in operations:
            return operations[method.lower()]
    raise SystemExit(f"the specification has no {method} {path}")


def send(url, method, path, body):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + path, data, method=method, headers={
        "Api-Key": "admin-key", "X-Pinecone-Api-Version": "2025-10", "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def check(specification, url, method, path, body, expected):
    where = f"{method} {path}"
    known = operation(specification, method, path.split("?")[0])
    if body is not None:
        schema = known["requestBody"]["content"]["application/json"]["schema"]
        if expected < 400:
            jsonschema.validate(body, strict(schema, specification))
    for name in dict(urllib.parse.parse_qsl(path.partition("?")[2])):
        if name not in [parameter["name"] for parameter in known["parameters"]]:
            raise SystemExit(f"{where}: the specification has no parameter {name}")
    status, text = send(url, method, path, body)
    if status != expected:
        raise SystemExit(f"{where}: {status} instead of {expected}: {text.decode()}")
    promised = known["responses"].get(str(status)) or known["responses"].get(f"{status // 100}XX")
    if promised is None:
        raise SystemExit(f"{where}: the specification promises no {status}")
    if "content" not in promised:
        if text:
            raise SystemExit(f"{where}: a body that the specification does not promise")
        return
    try:
        schema = promised["content"]["application/json"]["schema"]
        jsonschema.validate(json.loads(text), strict(schema, specification))
    except jsonschema.ValidationError as error:
        raise SystemExit(f"{where}: {error.message} at {list(error.absolute_path)}") from error


def main(control_file, data_file, url):
    with open(control_file, encoding="utf-8") as file:
        control = yaml.safe_load(file)
    with open(data_file, encoding="utf-8") as file:
        data = yaml.safe_load(file)
    for case in CONTROL:
        check(control, url, *case)
    while True:
        described = json.loads(send(url, "GET", "/indexes/docs", None)[1])
        if described["status"]["ready"]:
            break
        time.sleep(0.05)
    for case in DATA:
        check(data, described["host"], *case)
        time.sleep(0.02)
    for case in LAST:
        check(control, url, *case)
    print(f"{len(CONTROL) + len(DATA) + len(LAST)} answers as specified")


main(*sys.argv[1:])
