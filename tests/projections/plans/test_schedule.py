"""Tasks dated back from the end, with worked values, and for any tasks at all."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.plans.schedule import Schedule, Task, schedule

END = date(2027, 3, 31)
TODAY = date(2026, 11, 22)
# 129 days from today to the end. Tender 60, award 14, mobilise 30: 104 days in a row;
# letters take 10 beside them.
TENDER = Task("tender", 60, 40)
AWARD = Task("award", 14, 14, ("tender",))
MOBILISE = Task("mobilise", 30, 20, ("award",))
LETTERS = Task("letters", 10)
ALL = (TENDER, AWARD, MOBILISE, LETTERS)


def days(made: Schedule) -> dict[str, tuple[date, date]]:
    return {one.id: (one.start, one.due) for one in made.tasks}


def test_every_task_is_dated_back_from_the_end() -> None:
    made = schedule(ALL, END, TODAY)

    assert days(made) == {
        "mobilise": (date(2027, 3, 1), END),
        "award": (date(2027, 2, 15), date(2027, 3, 1)),
        "tender": (date(2026, 12, 17), date(2027, 2, 15)),
        "letters": (date(2027, 3, 21), END),
    }
    assert (made.begins_by, made.finishes) == (date(2026, 12, 17), date(2027, 3, 6))
    assert (made.late_by, made.compressed, made.bridge) == (0, None, None)


def test_what_may_slip_least_is_the_critical_path_in_order() -> None:
    made = schedule(ALL, END, TODAY)

    assert made.critical == ("tender", "award", "mobilise")
    slack = {one.id: one.slack for one in made.tasks}
    assert slack == {"tender": 25, "award": 25, "mobilise": 25, "letters": 119}


def test_a_day_that_was_set_comes_before_the_end() -> None:
    early = Task("eli", 5, due=date(2027, 3, 3))

    assert days(schedule([early], END, TODAY)) == {
        "eli": (date(2027, 2, 26), date(2027, 3, 3))
    }


def test_what_is_over_holds_nobody_up() -> None:
    done = TENDER._replace(over=date(2026, 11, 1))

    made = schedule([done, AWARD, MOBILISE], END, TODAY)

    assert made.critical == ("award", "mobilise")
    assert made.finishes == date(2027, 1, 5)


def test_a_start_in_the_past_can_be_hurried() -> None:
    """On 31 December 90 days are left of 104; hurried all would take 74.

    Part of the way back to the usual pace: (90 - 74) / (104 - 74) = 8/15. Tender:
    40 + 8/15 of 20 = 50; award: 14; mobilise: 20 + 8/15 of 10 = 25.
    """
    made = schedule(ALL, END, date(2026, 12, 31))

    assert made.compressed is not None
    assert made.compressed.possible
    assert (made.compressed.days_needed, made.compressed.days_left) == (74, 90)
    assert made.compressed.days == {
        "tender": 50,
        "award": 14,
        "mobilise": 25,
        "letters": 10,
    }
    assert made.compressed.impossible_after == date(2027, 1, 16)


def test_or_bridged_until_all_is_done_unhurried() -> None:
    last_notice = date(2027, 1, 31)

    made = schedule(ALL, END, date(2026, 12, 31), last_notice)

    assert made.bridge == (date(2027, 4, 14), 14, last_notice)


def test_from_some_day_on_hurrying_is_of_no_use() -> None:
    last = schedule(ALL, END, date(2027, 1, 16)).compressed
    after = schedule(ALL, END, date(2027, 1, 17)).compressed

    assert last is not None
    assert after is not None
    assert (last.possible, after.possible, after.days) == (True, False, {})


def test_a_task_of_unknown_length_counts_as_nothing_and_is_named() -> None:
    made = schedule([Task("audit", None)], END, TODAY)

    assert (made.unknown, made.begins_by) == (("audit",), END)


def test_without_tasks_there_is_nothing_to_date() -> None:
    assert schedule([], END, TODAY) == Schedule(
        END, (), (), None, TODAY, 0, (), None, None
    )


@st.composite
def plans(draw: st.DrawFn) -> list[Task]:
    """Tasks, each after some of those before it."""
    count = draw(st.integers(1, 8))
    tasks: list[Task] = []
    for nth in range(count):
        usual = draw(st.integers(0, 90))
        earlier = [task.id for task in tasks]
        tasks.append(
            Task(
                str(nth),
                draw(st.none() | st.just(usual)),
                draw(st.none() | st.integers(0, usual)),
                tuple(draw(st.lists(st.sampled_from(earlier), unique=True)))
                if earlier
                else (),
            )
        )
    return tasks


ANY_DAY = st.integers(-400, 400).map(lambda n: TODAY + timedelta(n))


@settings(max_examples=60)
@given(plans(), ANY_DAY, st.randoms())
def test_however_tasks_are_ordered_none_begins_before_what_it_waits_for(
    tasks: list[Task], end: date, chance: object
) -> None:
    mixed = list(tasks)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    made = schedule(mixed, end, TODAY)

    known = {one.id: one for one in made.tasks}
    assert known == {one.id: one for one in schedule(tasks, end, TODAY).tasks}
    for task in tasks:
        assert known[task.id].due <= end
        for before in task.after:
            assert known[before].due <= known[task.id].start
            assert known[before].earliest <= known[task.id].earliest
    assert made.late_by == max(0, (made.finishes - end).days)
    assert {one.id for one in made.tasks if one.critical} == set(made.critical)


@settings(max_examples=60)
@given(plans(), ANY_DAY)
def test_a_hurried_plan_fits_into_the_days_that_are_left(
    tasks: list[Task], end: date
) -> None:
    hurried = schedule(tasks, end, TODAY).compressed
    if hurried is None or not hurried.possible:
        return

    shorter = [
        task._replace(days=hurried.days[task.id], least_days=None) for task in tasks
    ]
    assert schedule(shorter, end, TODAY).late_by == 0
    for task in tasks:
        assert hurried.days[task.id] <= (task.days or 0)
        assert hurried.days[task.id] >= min(task.least_days or 0, task.days or 0)


def test_no_length_of_a_plan_is_beyond_the_calendar() -> None:
    row = [Task(str(n), 3650, 0, (str(n - 1),) if n else ()) for n in range(400)]

    made = schedule(row, END, TODAY)

    assert made.begins_by == date.min
    assert made.finishes > END
