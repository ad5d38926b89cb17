"""Sleeps as long as it is told to: a task that something can happen to."""

import os
import time


def nap(event, context):
    time.sleep(event["seconds"])
    return {"slept": event["seconds"], "user": os.getuid()}
