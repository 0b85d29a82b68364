"""Observations in bulk, each an incident of its own → complete verdicts as columns."""

from servanda.findings.bulk.judging import Bench, judge_batches
from servanda.findings.bulk.spread import FOUND
from servanda.findings.bulk.table import OBSERVED, narrowed

__all__ = ["FOUND", "OBSERVED", "Bench", "judge_batches", "narrowed"]
