"""An AWS endpoint of moto 5.2.1 whose Step Functions can run more than one execution.

Usage: moto_endpoint.py PORT. What is mended is named in REPAIRS, and printed before the server starts; another version of moto
is refused, since each repair replaces something inside it.
"""

import copy
import sys

import moto

WRITTEN_FOR = "5.2.1"
if moto.__version__ != WRITTEN_FOR:
    sys.exit(f"moto {moto.__version__} is installed, and the repairs are written for {WRITTEN_FOR}")

from moto.server import main
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_aws_sdk import (
    StateTaskServiceAwsSdk,
)
from moto.stepfunctions.responses import StepFunctionResponse

REPAIRS = (
    "more than one execution: a state machine is copied without the executions that it has already",
    "aws-sdk:sfn parameters in the casing of the Step Functions documentation",
    "the cause of SendTaskFailure",
)


def copy_for_execution(machine, memo):
    """An execution keeps the machine as it was started. Those that run hold locks, which nobody can copy."""
    twin = copy.copy(machine)
    twin.executions = []
    memo[id(machine)] = twin
    return twin


call_by_sdk = StateTaskServiceAwsSdk._eval_service_task


def call_in_botocore_casing(task, *, normalised_parameters, **others):
    """Definitions write TaskToken; botocore's model of Step Functions says taskToken."""
    if task.resource.api_name == "sfn":
        normalised_parameters = {name[0].lower() + name[1:]: value for name, value in normalised_parameters.items()}
    call_by_sdk(task, normalised_parameters=normalised_parameters, **others)


def send_task_failure_with_cause(response):
    from moto.core.responses import EmptyResult

    response.stepfunction_backend.send_task_failure(
        response._get_param("taskToken"),
        error=response._get_param("error"),
        cause=response._get_param("cause"),
    )
    return EmptyResult()


StateMachine.__deepcopy__ = copy_for_execution
StateTaskServiceAwsSdk._eval_service_task = call_in_botocore_casing
StepFunctionResponse.send_task_failure = send_task_failure_with_cause

for repair in REPAIRS:
    print("repaired:", repair, flush=True)
main(["-H", "127.0.0.1", "-p", sys.argv[1]])
