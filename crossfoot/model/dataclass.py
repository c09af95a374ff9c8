"""Dataclasses whose methods are made when they are first called.

The library's own decorator writes and compiles all methods of a class while its module is
imported, which for some hundred frozen classes takes longer than checking a small table. Here a
class is given its fields, and each of ``__init__``, ``__eq__`` and ``__hash__`` takes its own
place when it is first called. What they do is what :mod:`dataclasses` documents, and ``fields``,
``replace`` and ``asdict`` work as ever. Fields take ``default``, ``default_factory``, ``kw_only``
and ``compare``; there is no ``InitVar`` and no ``order``. As frozen values are written through
their slots, they are also made faster.
"""

from __future__ import annotations

import dataclasses
import reprlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, FrozenInstanceError
from functools import partial
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any, NoReturn


def _dataclass(
    cls: type | None = None,
    /,
    *,
    frozen: bool = False,
    slots: bool = False,
    eq: bool = True,
    repr: bool = True,  # noqa: A002 - called so in dataclasses
    kw_only: bool = False,
) -> Any:
    """Make a class of its annotated attributes, as :func:`dataclasses.dataclass` does."""
    if cls is None:
        return partial(_dataclass, frozen=frozen, slots=slots, eq=eq, repr=repr, kw_only=kw_only)
    own = set(vars(cls))
    if cls.__doc__ is None:
        cls.__doc__ = f"{cls.__name__}(...)"  # else one is made of the signature, which takes long
    made: Any = dataclasses.dataclass(
        init=False, repr=False, eq=False, slots=slots, kw_only=kw_only
    )(cls)
    methods: dict[str, Any] = {"__init__": _initialiser(made, frozen=frozen, slots=slots)}
    methods["__signature__"] = _SIGNATURE
    if repr:
        methods["__repr__"] = _representation
    if eq:
        methods["__eq__"] = _equality(made)
        methods["__hash__"] = _hashing(made) if frozen else None
    if frozen:
        methods |= _FROZEN
        if slots:
            methods |= _COPIED
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _initialiser(cls: type, *, frozen: bool, slots: bool) -> Callable[..., None]:
    def __init__(self: object, /, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        made = _made(cls, "__init__", *_init_source(cls, frozen=frozen, slots=slots))
        made(self, *args, **kwargs)

    return __init__


def _equality(cls: type) -> Callable[[object, object], bool]:
    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        first, second = (_tuple(cls, name) for name in ("self", "other"))
        body = (
            " if other.__class__ is self.__class__:",
            f"  return {first} == {second}",
            " return NotImplemented",
        )
        made = _made(cls, "__eq__", "self, other", body, {})
        equal: bool = made(self, other)
        return equal

    return __eq__


def _hashing(cls: type) -> Callable[[object], int]:
    def __hash__(self: object) -> int:  # noqa: N807
        made = _made(cls, "__hash__", "self", (f" return hash({_tuple(cls, 'self')})",), {})
        number: int = made(self)
        return number

    return __hash__


def _init_source(
    cls: Any, *, frozen: bool, slots: bool
) -> tuple[str, Iterable[str], Mapping[str, Any]]:
    """Parameters, body and free names of ``__init__``."""
    names: dict[str, Any] = {"_missing": MISSING, "_set": object.__setattr__}
    positional, named, body = ["self"], list[str](), list[str]()
    for field in dataclasses.fields(cls):
        name, parameter, value = field.name, field.name, field.name
        if field.default_factory is not MISSING:
            names[f"_make_{name}"] = field.default_factory
            parameter += "=_missing"
            value = f"_make_{name}() if {name} is _missing else {name}"
        elif field.default is not MISSING:
            names[f"_default_{name}"] = field.default
            parameter += f"=_default_{name}"
        (named if field.kw_only else positional).append(parameter)
        if frozen and slots:
            names[f"_set_{name}"] = getattr(cls, name).__set__
            body.append(f" _set_{name}(self, {value})")
        elif frozen:
            body.append(f" _set(self, {name!r}, {value})")
        else:
            body.append(f" self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    parameters = ", ".join([*positional, *(["*", *named] if named else ())])
    return parameters, body or [" pass"], names


def _made(
    cls: type, name: str, parameters: str, body: Iterable[str], free: Mapping[str, Any]
) -> Callable[..., Any]:
    """Compile a method, and put it in the place of the one that asked for it."""
    scope = dict(free)
    text = "\n".join([f"def {name}({parameters}):", *body])
    exec(text, scope)  # noqa: S102 - the text holds the names of attributes, nothing from a file
    method: Callable[..., Any] = scope[name]
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    method.__module__ = cls.__module__
    setattr(cls, name, method)
    return method


def _tuple(cls: Any, name: str) -> str:
    compared = [field.name for field in dataclasses.fields(cls) if field.compare]
    return "(" + "".join(f"{name}.{field}," for field in compared) + ")"


@reprlib.recursive_repr()
def _representation(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_setting(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: Iterable[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


class _Signature:
    """The signature of a class, for ``help`` and other tools, made when one of them asks."""

    def __get__(self, instance: object, owner: Any) -> Signature:
        fields = sorted(dataclasses.fields(owner), key=lambda field: field.kw_only is True)
        return Signature([_parameter(field) for field in fields])


def _parameter(field: dataclasses.Field[Any]) -> Parameter:
    default = field.default
    if field.default_factory is not MISSING:
        default = field.default_factory
    return Parameter(
        field.name,
        Parameter.KEYWORD_ONLY if field.kw_only else Parameter.POSITIONAL_OR_KEYWORD,
        default=Parameter.empty if default is MISSING else default,
        annotation=field.type,
    )


_SIGNATURE = _Signature()
_FROZEN = {"__setattr__": _refuse_setting, "__delattr__": _refuse_deleting}
_COPIED = {"__getstate__": _state, "__setstate__": _restore}

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass
