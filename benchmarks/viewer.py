"""One viewer of a Streamlit server, speaking its websocket."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect

TIMEOUT = 60
# The status of a run that was ended early to start again.
ENDED_EARLY = 2


@dataclass
class Run:
    """One script run: seconds until it finished, bytes and messages the viewer received, by kind."""

    seconds: float
    received: int
    kinds: Counter[str]


class Viewer:
    """A connection that asks for script runs and reads what comes back."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.page_hash = ""
        # By the key of each slider on the page: its id and the fragment it stands in.
        self.sliders: dict[str, tuple[str, str]] = {}

    def slide(self, key: str, value: float, query: str) -> Run:
        """Move the slider `key`, which reruns the fragment it stands in."""
        identity, fragment = self.sliders[key]
        return self.run(query, fragment=fragment, slider=identity, value=value)

    def run(self, query: str, *, fragment: str = "", slider: str = "", value: float = 0.0) -> Run:
        """Ask for a run of the current page with `query` (no leading ?), until it finished."""
        request = BackMsg()
        request.rerun_script.query_string = query
        request.rerun_script.page_script_hash = self.page_hash
        if fragment:
            request.rerun_script.fragment_id = fragment
        if slider:
            widget = request.rerun_script.widget_states.widgets.add()
            widget.id = slider
            widget.double_array_value.data.append(value)
        start = time.perf_counter()
        self.socket.send(request.SerializeToString())
        received, kinds = 0, Counter[str]()
        while True:
            content = self.socket.recv(timeout=TIMEOUT)
            assert isinstance(content, bytes)
            received += len(content)
            message = ForwardMsg()
            message.ParseFromString(content)
            kind = message.WhichOneof("type")
            element = message.delta.new_element.WhichOneof("type") or message.delta.WhichOneof("type")
            kinds[element if kind == "delta" and element else str(kind)] += 1
            if kind == "new_session":
                self.page_hash = message.new_session.page_script_hash
            elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "slider":
                identity = message.delta.new_element.slider.id
                self.sliders[identity.rpartition("-")[2]] = (identity, message.delta.fragment_id)
            elif kind == "script_finished" and message.script_finished != ENDED_EARLY:
                return Run(time.perf_counter() - start, received, kinds)

    def open(self, page: str, query: str) -> Run:
        """First run, of the page with that url_path; the root page is the empty one."""
        self.page_hash = calc_hash(page) if page else ""
        return self.run(query)


@contextmanager
def viewer(port: int) -> Iterator[Viewer]:
    """A viewer of the server on this machine's `port`."""
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=f"http://127.0.0.1:{port}",
        max_size=None,
    ) as socket:  # type: ignore[arg-type]
        yield Viewer(socket)
