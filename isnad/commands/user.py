"""`isnad user`: who may log in to the workbench, and what they did."""

from __future__ import annotations

import shlex
import sys
from typing import Annotated

import typer

from isnad.commands.common import DONE, JsonOption, ProjectOption, following, say, tell, the_project, the_store
from isnad.errors import IsnadError
from isnad.store import Store

app = typer.Typer(no_args_is_help=True, help="Who may log in to the workbench: readers, coders, reviewers and admins.")
ROLES = {
    "reader": "sees everything, private persons masked",
    "coder": "also sees names, judges reports and codes samples",
    "reviewer": "also says which events are the same, and undoes what others judged",
    "admin": "also changes settings and codebook, and sees the audit log",
}
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]
StdinOption = Annotated[bool, typer.Option("--password-stdin", help="Take the password from the first line of standard input.")]


@app.command("add")
def add(
    name: NameArgument,
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="reader, coder, reviewer or admin.")] = "reader",
    password_stdin: StdinOption = False,
    project: ProjectOption = None,
) -> int:
    """Add a user; the password is asked twice."""
    from isnad.store import now
    from isnad.web.people import hashed, named

    plain = named(name)
    _role(role)
    with the_store(the_project(project)) as store:
        taken = next((u.name for u in store.people.all() if u.name.casefold() == plain.casefold()), None)
        if taken:
            raise IsnadError(f"there is a user {taken} already", remedy=f"isnad user role {taken} ROLE, or isnad user password {taken}")
        kept = hashed(_password(plain, stdin=password_stdin))
        with store.writing():
            store.people.add(plain, role, kept, now())
            store.people.note(now(), None, "user added", f"{plain} {role}")
    say(f"{plain} may log in as {role}: {ROLES[role]}")
    return DONE


@app.command("list")
def list_(project: ProjectOption = None, json: JsonOption = False) -> int:
    """List the users with their roles."""
    import msgspec

    at = the_project(project)
    with the_store(at) as store:
        users = store.people.all()
    if json:
        tell(msgspec.json.encode([u._asdict() for u in users]).decode())
        return DONE
    for user in users:
        tell(
            f"{user.name:<24} {user.role:<9} since {user.created_at[:10]}"
            + (f", disabled {user.disabled_at[:10]}" if user.disabled_at else "")
        )
    if not users:
        say(f"nobody can log in yet. Next: {following(at, 'user add NAME --role admin')}")
    return DONE


@app.command("role")
def role(
    name: NameArgument,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, coder, reviewer or admin.")],
    project: ProjectOption = None,
) -> int:
    """Change a user's role; it counts from their next click."""
    from isnad.store import now

    _role(role)
    with the_store(the_project(project)) as store:
        known = _known(store, name)
        with store.writing():
            store.people.set_role(known, role)
            store.people.note(now(), None, "role changed", f"{known} {role}")
    say(f"{known} is {role}: {ROLES[role]}")
    return DONE


@app.command("disable")
def disable(
    name: NameArgument,
    undo: Annotated[bool, typer.Option("--undo", help="Let the user in again.")] = False,
    project: ProjectOption = None,
) -> int:
    """Keep a user out and end their sessions; what they judged stays under their name."""
    from isnad.store import now

    at = the_project(project)
    with the_store(at) as store:
        known = _known(store, name)
        with store.writing():
            store.people.set_disabled(known, None if undo else now())
            store.people.end_all(known)
            store.people.note(now(), None, "user enabled" if undo else "user disabled", known)
    say(
        f"{known} may log in again"
        if undo
        else f"{known} is kept out. Next: {following(at, f'user disable {shlex.quote(known)} --undo')} lets them in again"
    )
    return DONE


@app.command("password")
def password(name: NameArgument, password_stdin: StdinOption = False, project: ProjectOption = None) -> int:
    """Set a new password and end the user's sessions."""
    from isnad.store import now
    from isnad.web.people import hashed

    with the_store(the_project(project)) as store:
        known = _known(store, name)
        kept = hashed(_password(known, stdin=password_stdin))
        with store.writing():
            store.people.set_hash(known, kept)
            store.people.end_all(known)
            store.people.note(now(), None, "password changed", known)
    say(f"{known} has a new password")
    return DONE


@app.command("log")
def log(
    number: Annotated[int, typer.Option("--last", "-n", min=1, metavar="N", help="How many lines.")] = 50,
    project: ProjectOption = None,
    json: JsonOption = False,
) -> int:
    """Tell who logged in, judged, exported or changed something, the latest last."""
    import msgspec

    with the_store(the_project(project)) as store:
        for act in reversed(store.people.log(limit=number)):
            tell(
                msgspec.json.encode(act._asdict()).decode()
                if json
                else f"{act.at}  {act.user or '-':<16} {act.action:<16} {act.detail or ''}".rstrip()
            )
    return DONE


def _role(given: str) -> None:
    if given not in ROLES:
        raise IsnadError(f"there is no role {given!r}", remedy="; ".join(f"{name}: {what}" for name, what in ROLES.items()))


def _known(store: Store, given: str) -> str:
    from isnad.web.people import named

    found = store.people.get(named(given))
    if found is None:
        raise IsnadError(f"there is no user {given!r}", remedy="isnad user list")
    return found.name


def _password(name: str, *, stdin: bool) -> str:
    """The password: typed twice unseen, or a line of standard input."""
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise IsnadError("there is no terminal to ask for a password", remedy="--password-stdin takes it from standard input")
    return str(typer.prompt(f"Password of {name}", hide_input=True, confirmation_prompt="Once more", err=True))
