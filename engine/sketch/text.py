"""The tokenizer and the small text encoder, in transformers' own formats."""

from __future__ import annotations

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import WordLevel
from tokenizers.processors import TemplateProcessing
from transformers import PreTrainedTokenizerFast, T5Config, T5EncoderModel

from engine.sketch.captions import vocabulary

WIDTH = 128
#: Rows kept free in the embedding, so that a later edition can learn words without a new shape.
TABLE = 512
LONGEST = 256


def build_tokenizer() -> PreTrainedTokenizerFast:
    """Whole words, lower case; a word it never met becomes <unk>."""
    words = ["<pad>", "</s>", "<unk>", *vocabulary()]
    tokenizer = Tokenizer(WordLevel({word: k for k, word in enumerate(words)}, unk_token="<unk>"))
    clean = normalizers.Replace(Regex(r"[.;:!?\-\"()]"), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase(), clean])  # type: ignore
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()  # type: ignore
    tokenizer.post_processor = TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])  # type: ignore
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>",
        model_max_length=LONGEST, padding_side="right",
    )  # fmt: skip


def build_text_encoder() -> T5EncoderModel:
    """A T5 encoder with random weights: 3 layers of width 128."""
    config = T5Config(
        vocab_size=TABLE, d_model=WIDTH, d_kv=32, d_ff=384, num_layers=3, num_heads=4, dropout_rate=0.0,
        feed_forward_proj="gated-gelu", pad_token_id=0, eos_token_id=1,
        is_encoder_decoder=False, use_cache=False,
    )  # fmt: skip
    return T5EncoderModel(config)
