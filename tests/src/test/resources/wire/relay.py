"""Stands in for a function in an endpoint that runs Lambda itself: asks by a queue, and waits for the answer in a table.

The function itself runs where the test runs, which the endpoint may not be able to reach.
"""

import json
import os
import time
import uuid

import boto3

PATIENCE_SECONDS = 110


def handler(event, context):
    invocation = str(uuid.uuid4())
    sqs = boto3.client("sqs")
    queue = sqs.get_queue_url(QueueName=os.environ["RELAY_QUEUE"])["QueueUrl"]
    request = {"invocation": invocation, "function": context.function_name, "event": json.dumps(event)}
    sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(request))
    table = boto3.client("dynamodb")
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        answer = table.get_item(
            TableName=os.environ["RELAY_TABLE"], Key={"invocation": {"S": invocation}}, ConsistentRead=True
        ).get("Item")
        if answer is None:
            time.sleep(0.2)
        elif "error" in answer:
            error = json.loads(answer["error"]["S"])
            # Lambda reports the name of the class, and the state machine knows Java's.
            raise type(error["errorType"], (Exception,), {})(error.get("errorMessage", ""))
        else:
            return json.loads(answer["payload"]["S"])
    raise TimeoutError(f"{context.function_name} did not answer in {PATIENCE_SECONDS} s")
