# What a type is: its name, its check, how its definitions merge, and what is known of its parts.
{ lib }:
{
  isType = name: value: value._type or "" == name;
  isOptionType = value: value._type or "" == "option-type";

  mkOptionType =
    {
      name,
      description ? name,
      descriptionClass ? null,
      check ? (_: true),
      merge ? lib.mergeDefaultOption,
      emptyValue ? { },
      getSubOptions ? (_: { }),
      getSubModules ? null,
      nestedTypes ? { },
      deprecationMessage ? null,
      functor ? {
        inherit name;
        payload = null;
        wrapped = null;
        type = lib.types.${name} or null;
        binOp = _: _: null;
      },
    }:
    {
      _type = "option-type";
      inherit
        name
        description
        descriptionClass
        check
        merge
        emptyValue
        getSubOptions
        getSubModules
        nestedTypes
        deprecationMessage
        functor
        ;
      # The type that two declarations have together, or null.
      typeMerge =
        other:
        if functor.name != other.name then
          null
        else if functor.payload == null then
          functor.type
        else
          let
            payload = functor.binOp functor.payload other.payload;
          in
          if payload == null then null else functor.type payload;
    };
  addCheck = type: check: type // { check = value: type.check value && check value; };

  # Writes an element type within the description of another; what could be misread goes in parentheses.
  phrase = plain: type: if builtins.elem (type.descriptionClass or null) plain then type.description else "(${type.description})";

  # Merges two declarations of a type that takes one element type.
  elemFunctor = name: make: elemType: {
    inherit name;
    type = payload: make payload.elemType;
    payload = { inherit elemType; };
    binOp =
      a: b:
      let
        merged = a.elemType.typeMerge b.elemType.functor;
      in
      if merged == null then null else { elemType = merged; };
    wrapped = elemType;
  };
}
