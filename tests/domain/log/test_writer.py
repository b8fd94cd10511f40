"""The writer: one order, gapless positions, fresh states, and nothing half done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from domain.errors import KeyReused, NotFound, RuleBroken, Stale
from domain.facts.risk import RiskIdentified
from domain.log.batch import Batched
from domain.log.desk import WritingDesk
from domain.log.register import Register
from domain.log.submission import Submission
from domain.place import Place
from domain.risk.risk import Risk
from tests.conftest import Clock
from tests.domain.log.acts import asker, assessed, enter, identified, told


def test_positions_count_from_one_without_gaps(register: Register) -> None:
    for _ in range(5):
        enter(register)

    positions = [found.position for found in register.reading.all_recorded()]

    assert positions == [1, 2, 3, 4, 5, 6]


def test_a_refused_command_leaves_no_trace_and_no_gap(register: Register) -> None:
    risk = enter(register)

    with pytest.raises(NotFound):
        register.submit(told(assessed(uuid4(), 4, 5)))

    assert register.submit(told(assessed(risk.stream, 4, 5))).position == 3


def test_a_risk_is_found_by_its_reference(register: Register) -> None:
    risk = enter(register)

    assert register.submit(told(assessed("R-2", 4, 5))).stream == risk.stream


@pytest.mark.parametrize("named", ["R-1", "R-99", "C-2", "R-x", "R-" + "9" * 30, "2"])
def test_what_is_no_reference_of_a_risk_is_not_found(
    register: Register, named: str
) -> None:
    enter(register)

    with pytest.raises(NotFound):
        register.submit(told(assessed(named, 4, 5)))


def test_the_moment_of_recording_never_goes_back(
    register: Register, clock: Clock
) -> None:
    first = enter(register)
    clock.forward(hours=-1)
    second = enter(register)

    moments = [register.reading.recorded_at(o.position) for o in (first, second)]

    assert moments[0] <= moments[1]


def test_a_moment_means_the_last_position_at_or_before_it(
    register: Register, clock: Clock
) -> None:
    first = enter(register)
    clock.forward(days=1)
    second = enter(register)
    at = register.reading.recorded_at(second.position)

    assert register.reading.position_at(at) == second.position
    assert register.reading.position_at(at - timedelta(hours=1)) == first.position


def test_a_command_that_changes_nothing_answers_with_the_current_version(
    register: Register,
) -> None:
    risk = enter(register)
    scored = register.submit(told(assessed(risk.stream, 4, 5)))

    again = register.submit(told(assessed(risk.stream, 4, 5)))

    assert (again.status, again.version) == (200, scored.version)
    assert register.reading.head() == scored.position


def test_a_stale_version_is_refused(register: Register) -> None:
    risk = enter(register)
    register.submit(told(assessed(risk.stream, 4, 5)))

    with pytest.raises(Stale, match="now is 2"):
        register.submit(
            Submission(assessed(risk.stream, 1, 1), asker(), if_match=risk.version)
        )


def test_the_same_request_twice_is_done_once(register: Register) -> None:
    stream = uuid4()
    first = register.submit(told(identified(stream), key="k1"))

    again = register.submit(told(identified(uuid4()), key="k1"))

    assert again.replayed
    assert (again.stream, again.position) == (stream, first.position)
    assert register.reading.head() == first.position


def test_the_same_key_with_another_request_is_refused(register: Register) -> None:
    register.submit(told(identified(uuid4()), key="k1", said=b"one"))

    with pytest.raises(KeyReused):
        register.submit(told(identified(uuid4()), key="k1", said=b"other"))


def test_a_key_is_forgotten_after_a_day(register: Register, clock: Clock) -> None:
    register.submit(told(identified(uuid4()), key="k1"))
    clock.forward(hours=25)
    register.submit(told(identified(uuid4()), key="k2"))

    assert not register.submit(told(identified(uuid4()), key="k1")).replayed


def test_a_refused_command_may_be_sent_again(register: Register) -> None:
    stream = uuid4()
    with pytest.raises(NotFound):
        register.submit(told(assessed(stream, 4, 5), key="k1"))
    register.submit(told(identified(stream)))

    assert not register.submit(told(assessed(stream, 4, 5), key="k1")).replayed


def test_sixteen_writers_on_one_stream_get_a_version_each(register: Register) -> None:
    risk = enter(register)
    scores = [(1 + n % 5, 1 + n // 5 % 5) for n in range(64)]

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(
            pool.map(lambda s: register.submit(told(assessed(risk.stream, *s))), scores)
        )

    written = [o.version for o in outcomes if o.status == 201]
    assert len(set(written)) == len(written)
    assert max(written) == len(register.reading.history(risk.stream))


def test_twins_at_once_are_done_once(register: Register) -> None:
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(
            pool.map(
                lambda _: register.submit(told(identified(uuid4()), key="twin")),
                range(8),
            )
        )

    assert len({o.stream for o in outcomes}) == 1
    assert sum(not o.replayed for o in outcomes) == 1


def test_a_second_process_decides_on_what_the_first_has_written(
    register: Register,
) -> None:
    other = Register(register.home, register.sources)
    risk = enter(register)
    other.submit(told(assessed(risk.stream, 4, 5)))

    again = register.submit(told(assessed(risk.stream, 4, 5)))
    other.close()

    assert (again.status, again.version) == (200, 2)


def test_one_act_on_two_streams_is_one_transaction(register: Register) -> None:
    one, other = enter(register), uuid4()

    def act(desk):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        identified(other)(desk)
        assessed(one.stream, 4, 5)(desk)
        raise RuleBroken("and then not")

    with pytest.raises(RuleBroken):
        register.submit(told(act))

    assert register.reading.head() == one.position
    assert not register.reading.history(other)


def test_what_was_acknowledged_is_there_after_a_new_start(register: Register) -> None:
    risk = enter(register)
    register.submit(told(assessed(risk.stream, 4, 5)))
    before = register.reading.history(risk.stream)
    register.close()

    opened = Register(register.home, register.sources)
    after = opened.reading.history(risk.stream)
    opened.close()

    assert after == before
    assert Risk.replay(after) == Risk.replay(before)


def test_a_value_without_a_canonical_form_is_refused_alone(register: Register) -> None:
    def unspeakable(desk: WritingDesk) -> UUID:
        stream = uuid4()
        desk.authorise("create_risk", Place())
        # Past all checks of the command: an accent apart from its letter.
        fact = RiskIdentified.model_construct(title="Cafe\u0301", scope="council")
        desk.record(Risk, stream, [fact])
        return stream

    with ThreadPoolExecutor(2) as pool:
        refused = pool.submit(register.submit, told(unspeakable))
        accepted = pool.submit(enter, register)

    assert isinstance(refused.exception(), RuleBroken)
    assert "/title" in str(refused.exception())
    assert accepted.result().position == register.reading.head()


def test_who_watches_is_told_of_every_batch(register: Register) -> None:
    seen: list[Batched] = []
    register.watch(seen.append)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: enter(register), range(40)))

    assert sum(batched.commands for batched in seen) == 40
    assert all(batched.waited >= 0 and batched.held > 0 for batched in seen)


def test_a_watcher_that_fails_holds_nobody_up(
    register: Register, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: Batched) -> None:
        raise OSError("full of words that nobody should read")

    register.watch(fail)

    assert enter(register).position == 2
    said = "".join(capsys.readouterr())
    assert "OSError" in said
    assert "words" not in said
