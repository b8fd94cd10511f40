"""What the service tells of itself at /metrics: figures, and nothing of anybody."""

from collections.abc import Mapping

from prometheus_client.parser import text_string_to_metric_families

from tests.api.council import Council, Person

RISK = {"title": "Sole nursing agency withdraws", "scope": "council"}
Labels = Mapping[str, str]


def samples(council: Council, name: str) -> list[tuple[Labels, float]]:
    """The samples of one name, each with its labels."""
    reply = council.client.get("/metrics")
    assert reply.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return [
        (sample.labels, sample.value)
        for family in text_string_to_metric_families(reply.text)
        for sample in family.samples
        if sample.name == name
    ]


def figure(council: Council, name: str) -> float:
    """The one value of a metric without labels."""
    ((_, value),) = samples(council, name)
    return value


def test_requests_are_counted_by_route_method_and_status(
    council: Council, ann: Person
) -> None:
    risk = ann.make("/v1/risks", RISK)
    for _ in range(3):
        ann.get(f"/v1/risks/{risk['id']}")
    ann.get("/v1/risks/R-99999")

    counted = {
        (found["method"], found["route"], found["status"]): value
        for found, value in samples(council, "counterfoil_requests_total")
    }
    timed = {
        (found["method"], found["route"]): value
        for found, value in samples(council, "counterfoil_request_seconds_count")
    }

    assert counted["POST", "/v1/risks", "201"] == 1
    assert counted["GET", "/v1/risks/{id}", "200"] == 3
    assert counted["GET", "/v1/risks/{id}", "404"] == 1
    assert timed["GET", "/v1/risks/{id}"] == 4


def test_an_address_that_is_none_makes_no_label_of_its_own(council: Council) -> None:
    for path in ("/wp-admin", "/v1/nothing?q=Priya", "/v1/risks/a/b/c"):
        council.client.get(path)
    council.client.request("BREW", "/v1/risks")

    found = samples(council, "counterfoil_requests_total")

    assert ({"method": "none", "route": "none", "status": "404"}, 3) in found
    assert ({"method": "none", "route": "none", "status": "405"}, 1) in found


def test_the_register_says_how_far_it_has_come(council: Council, ann: Person) -> None:
    before = figure(council, "counterfoil_batch_commands_sum")
    for _ in range(4):
        ann.make("/v1/risks", RISK)
    while council.register.ledger.step():
        pass

    assert figure(council, "counterfoil_position") == council.head()
    assert figure(council, "counterfoil_read_lag") == 0
    assert figure(council, "counterfoil_batch_commands_sum") == before + 4
    assert figure(council, "counterfoil_lock_wait_seconds_count") > 0
    assert figure(council, "counterfoil_commands_waiting") == 0
    sealed = council.register.ledger.size()
    assert figure(council, "counterfoil_sealed_to") == sealed == council.head()
    assert figure(council, "counterfoil_sealing_lag") == 0


def test_a_lag_is_told_and_not_made_up_for(council: Council, ann: Person) -> None:
    ann.make("/v1/risks", RISK)
    council.register._after_commit.clear()  # noqa: SLF001 - nobody follows any more
    council.person("Ben Bright", "reader")

    behind = figure(council, "counterfoil_read_lag")

    assert behind == 3
    assert figure(council, "counterfoil_read_lag") == behind


def test_no_name_and_no_id_is_told(council: Council, ann: Person) -> None:
    risk = ann.make("/v1/risks", RISK)
    ann.get(f"/v1/risks/{risk['id']}?q=Atkins")

    told = council.client.get("/metrics").text

    for secret in (risk["id"], risk["reference"], str(ann.account), "Atkins", ann.key):
        assert secret not in told
