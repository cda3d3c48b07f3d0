"""One web address, fetched once."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request

from isnad.settings import setting


def fetch(url: str) -> tuple[bytes, str]:
    """The bytes and media type of an http(s) address; OSError with a sentence if it gives none."""
    request = urllib.request.Request(url, headers={"User-Agent": "isnad (reads single pages)", "Accept-Encoding": "identity"})  # noqa: S310
    limit = setting("fetch_bytes")
    try:
        with urllib.request.urlopen(request, timeout=setting("fetch_seconds")) as answer:  # noqa: S310 (only http and https come here)
            data: bytes = answer.read(limit + 1)
            media = answer.headers.get_content_type()
    except urllib.error.HTTPError as error:
        raise OSError(f"the server answered {error.code} {error.reason}") from None
    except urllib.error.URLError as error:
        raise OSError(f"the address cannot be reached: {error.reason}") from None
    except (http.client.HTTPException, TimeoutError) as error:
        raise OSError(f"the address cannot be read: {error}") from None
    if len(data) > limit:
        raise OSError(f"the page is larger than {limit} bytes (ISNAD_FETCH_BYTES)")
    return data, media
