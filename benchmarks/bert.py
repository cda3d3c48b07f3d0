"""A token classifier of the shape of BERT-base with random weights, int8, on onnxruntime: what `make bench` compares isnad to.

Speed does not depend on what the weights say, so none are downloaded. Shape: 12 layers, hidden 768, 12 heads, feed-forward 3072,
30,000 wordpieces, at most 128 of them at a time. Needs onnx and onnxruntime, which nothing else in this repository does.

There is no vocabulary either: a word counts as pieces of at most four letters (about 1.6 a word in Arabic news; the benchmark
prints what it was). Making the pieces, and reading labels and events off the output, is not timed: BERT is given that for nothing.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from isnad.text.tokens import tokens

LAYERS, HIDDEN, HEADS, INNER, VOCABULARY, LONGEST, LABELS = 12, 768, 12, 3072, 30_000, 128, 9
PIECE = 4  # letters
BATCH = 16  # sentences
OPSET, FORMAT = 17, 10  # the oldest opset with LayerNormalization; an IR version that onnxruntime 1.20 reads
FIRST, LAST, USUAL = 1, 2, 3  # ids of [CLS] and [SEP]; words come after them; 0 is padding


def pieces(sentence: str) -> list[int]:
    """The ids of a sentence: every word, number and mark in pieces of at most four letters, each hashed to an id."""
    out = []
    for token in tokens(sentence):
        for start in range(0, len(token.text), PIECE):
            mark = "##" if start else ""
            out.append(USUAL + zlib.crc32((mark + token.text[start : start + PIECE]).encode()) % (VOCABULARY - USUAL))
    return out


def windows(sentences: Iterable[list[int]]) -> Iterator[list[int]]:
    """Sentences between their two special ids; one that is too long for the model becomes several, so that every word is read."""
    room = LONGEST - 2
    for ids in sentences:
        for start in range(0, len(ids), room):
            yield [FIRST, *ids[start : start + room], LAST]


def batched(sentences: Iterable[list[int]]) -> list[list[list[int]]]:
    """Windows by length, in batches, so that little is padded."""
    ordered = sorted(windows(sentences), key=len)
    return [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]


def classifier(path: Path) -> Callable[[list[list[list[int]]]], int]:
    """A function that labels batches of windows in one thread and tells how many pieces it labelled; the model is made once."""
    import numpy as np
    import onnxruntime

    if not path.exists():
        _make(path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def label(batches: list[list[list[int]]]) -> int:
        labelled = 0
        for batch in batches:
            ids = np.zeros((len(batch), max(map(len, batch))), np.int64)
            for row, window in enumerate(batch):
                ids[row, : len(window)] = window
            (scores,) = session.run(None, {"ids": ids, "mask": (ids > 0).astype(np.float32)})
            labelled += int((scores.argmax(-1) >= 0)[ids > 0].sum())
        return labelled

    return label


def _make(path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    path.parent.mkdir(parents=True, exist_ok=True)
    whole, part = path.with_suffix(".fp32"), path.with_suffix(".part")
    logging.disable(logging.WARNING)  # advice on preprocessing that gains nothing here
    try:
        whole.write_bytes(_model().SerializeToString())
        quantize_dynamic(whole, part, weight_type=QuantType.QInt8)
        part.replace(path)
    finally:
        logging.disable(logging.NOTSET)
        whole.unlink(missing_ok=True)
        part.unlink(missing_ok=True)


def _model() -> Any:
    from onnx import TensorProto, helper

    graph = _Graph()
    size, length = graph.shape_of("ids")
    positions = graph.add("Slice", graph.weight(LONGEST, HIDDEN), graph.whole(0), length, graph.whole(0))
    out = graph.add("Add", graph.add("Gather", graph.weight(VOCABULARY, HIDDEN), "ids"), positions)
    out = graph.normal(out)
    masked = graph.add("Mul", graph.add("Sub", graph.number(1.0), graph.add("Unsqueeze", "mask", graph.whole(1, 2))), graph.number(-1e4))
    split = graph.add("Concat", size, length, graph.whole(HEADS, HIDDEN // HEADS), axis=0)
    joined = graph.add("Concat", size, length, graph.whole(HIDDEN), axis=0)
    for _ in range(LAYERS):
        out = graph.normal(graph.add("Add", out, graph.attention(out, masked, split, joined)))
        out = graph.normal(graph.add("Add", out, graph.dense(graph.gelu(graph.dense(out, HIDDEN, INNER)), INNER, HIDDEN)))
    graph.nodes.append(helper.make_node("Identity", [graph.dense(out, HIDDEN, LABELS)], ["scores"]))
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"])
    mask = helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["batch", "length"])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", "length", LABELS])
    made = helper.make_graph(graph.nodes, "bert", [ids, mask], [scores], graph.weights)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=FORMAT)


class _Graph:
    """Nodes and weights of a graph in the making; every method gives the name of what it added."""

    def __init__(self) -> None:
        import numpy as np

        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self.random = np.random.default_rng(1)

    def add(self, kind: str, *inputs: str, **options: Any) -> str:
        from onnx import helper

        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **options))
        return name

    def keep(self, array: Any) -> str:
        from onnx import numpy_helper

        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(array, name))
        return name

    def weight(self, *shape: int) -> str:
        return self.keep(self.random.normal(0, 0.02, shape).astype("float32"))

    def number(self, value: float) -> str:
        import numpy as np

        return self.keep(np.array(value, np.float32))

    def whole(self, *values: int) -> str:
        import numpy as np

        return self.keep(np.array(values, np.int64))

    def shape_of(self, name: str) -> tuple[str, str]:
        shape = self.add("Shape", name)
        return self.add("Gather", shape, self.whole(0)), self.add("Gather", shape, self.whole(1))

    def dense(self, given: str, width: int, wide: int) -> str:
        return self.add("Add", self.add("MatMul", given, self.weight(width, wide)), self.weight(wide))

    def normal(self, given: str) -> str:
        import numpy as np

        one, none = self.keep(np.ones(HIDDEN, np.float32)), self.keep(np.zeros(HIDDEN, np.float32))
        return self.add("LayerNormalization", given, one, none, epsilon=1e-12)

    def gelu(self, given: str) -> str:
        erf = self.add("Erf", self.add("Div", given, self.number(2**0.5)))
        return self.add("Mul", self.add("Mul", given, self.add("Add", erf, self.number(1.0))), self.number(0.5))

    def attention(self, given: str, masked: str, split: str, joined: str) -> str:
        orders = {"query": (0, 2, 1, 3), "key": (0, 2, 3, 1), "value": (0, 2, 1, 3)}
        query, key, value = (
            self.add("Transpose", self.add("Reshape", self.dense(given, HIDDEN, HIDDEN), split), perm=list(order))
            for order in orders.values()
        )
        scores = self.add("Div", self.add("MatMul", query, key), self.number((HIDDEN / HEADS) ** 0.5))
        weights = self.add("Softmax", self.add("Add", scores, masked), axis=-1)
        heads = self.add("Transpose", self.add("MatMul", weights, value), perm=[0, 2, 1, 3])
        return self.dense(self.add("Reshape", heads, joined), HIDDEN, HIDDEN)
