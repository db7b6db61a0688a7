"""The files for whoever runs it say what the program does."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from clairviz.server import connections, process, uploads

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENTS = [PROJECT / "docs" / name for name in ("operations.md", "operations.ja.md")]


def test_the_proxy_s_configuration_is_valid_and_asks_for_readiness() -> None:
    file = PROJECT / "deploy/haproxy.cfg"
    text = file.read_text(encoding="utf-8")
    for line in ("uri /readyz", "cookie clairviz_route insert", "timeout tunnel", "path_end /metrics"):
        assert line in text
    if found := shutil.which("haproxy"):
        checked = subprocess.run([found, "-c", "-f", str(file)], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_operations_name_every_setting_limit_and_event(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    code = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "clairviz").rglob("*.py"))
    settings = {
        name for name in re.findall(r'environ\.get\("([A-Z_]+)"\)', code) if name.startswith("CLAIRVIZ_")
    }
    assert {"CLAIRVIZ_METRICS", "CLAIRVIZ_DRAIN_SECONDS", "CLAIRVIZ_CONNECTIONS"} <= settings
    for name in settings:
        assert f"`{name}`" in text
    for limit in (
        f"{connections.MESSAGE_BYTES // 1024} kB",
        f"{connections.HEAD_BYTES // 1024} kB",
        f"{uploads.MOST_BYTES_A_SESSION // 1024**2} MB",
        f"{uploads.MOST_BYTES // 1024**2} MB",
        f"| {connections.HALF_SECONDS:.0f}",
    ):
        assert limit in text
    for event in re.findall(r"`((?:version|data|database|published|page|upload|connection) [a-z ]+)`", text):
        assert event in code or event.partition(" ")[2] == "refused", event


def test_requirements_carry_hashes() -> None:
    text = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][\w.-]*==.*$", text, flags=re.MULTILINE)
    assert len(pins) > 10
    assert [pin for pin in pins if not pin.endswith("\\")] == []


def test_the_unit_gives_time_to_drain() -> None:
    text = (PROJECT / "deploy/clairviz@.service").read_text(encoding="utf-8")
    drain = re.search(r"CLAIRVIZ_DRAIN_SECONDS=(\d+)", text)
    stop = re.search(r"TimeoutStopSec=(\d+)", text)
    assert drain
    assert stop
    assert int(stop[1]) >= int(drain[1]) + connections.server_options(1, "")["timeout_graceful_shutdown"]
    assert process.DRAIN_SECONDS == 0
