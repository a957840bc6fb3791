"""Whether a lower plan cascades its upper plan's targets: one module per dimension, one verdict per pair."""

from pipeline.cascade.judge.pair import judge
from pipeline.cascade.judge.plan import judge_plans
from pipeline.cascade.judge.situation import Situation

__all__ = ["Situation", "judge", "judge_plans"]
