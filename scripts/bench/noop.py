"""A service that takes a score, checks its shape and keeps nothing: what HTTP costs."""

from uuid import UUID

from fastapi import FastAPI

from scripts.bench.bodies import Assess
from scripts.bench.serving import serve

app = FastAPI()


@app.post("/v1/risks/{risk_id}/assess")
async def assess_risk(risk_id: UUID, command: Assess) -> dict[str, object]:
    """Takes a score."""
    return {"id": risk_id, "score": command.current.likelihood * command.current.impact}


if __name__ == "__main__":
    serve(app)
