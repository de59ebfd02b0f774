{ lib }:
let
  inherit (builtins) foldl' length elemAt genList;
in
{
  inherit (builtins)
    head
    tail
    length
    elem
    elemAt
    filter
    map
    all
    any
    concatLists
    concatMap
    foldl'
    genList
    sort
    partition
    groupBy
    ;
  optional = condition: value: if condition then [ value ] else [ ];
  optionals = condition: values: if condition then values else [ ];
  singleton = value: [ value ];
  toList = value: if builtins.isList value then value else [ value ];
  flatten = value: if builtins.isList value then builtins.concatMap lib.flatten value else [ value ];
  unique = foldl' (seen: value: if builtins.elem value seen then seen else seen ++ [ value ]) [ ];
  count = predicate: foldl' (total: value: if predicate value then total + 1 else total) 0;
  foldr =
    f: nul: values:
    let
      go = index: if index == length values then nul else f (elemAt values index) (go (index + 1));
    in
    go 0;
  foldl = foldl';
  imap0 = f: values: genList (index: f index (elemAt values index)) (length values);
  imap1 = f: values: genList (index: f (index + 1) (elemAt values index)) (length values);
  range = first: last: if first > last then [ ] else genList (index: first + index) (last - first + 1);
  reverseList =
    values:
    let
      total = length values;
    in
    genList (index: elemAt values (total - index - 1)) total;
  last = values: elemAt values (length values - 1);
  init = values: lib.take (length values - 1) values;
  take = count: values: genList (elemAt values) (lib.min count (length values));
  drop = count: values: genList (index: elemAt values (count + index)) (lib.max 0 (length values - count));
  sublist =
    start: count: values:
    lib.take count (lib.drop start values);
  findFirst =
    predicate: default: values:
    let
      found = builtins.filter predicate values;
    in
    if found == [ ] then default else builtins.head found;
  remove = value: builtins.filter (other: other != value);
  subtractLists = removed: builtins.filter (value: !(builtins.elem value removed));
  intersectLists = wanted: builtins.filter (value: builtins.elem value wanted);
  zipListsWith =
    f: left: right:
    genList (index: f (elemAt left index) (elemAt right index)) (lib.min (length left) (length right));
  mutuallyExclusive = left: right: lib.intersectLists left right == [ ];
  # Stable, by a number that each value has.
  sortOn = f: builtins.sort (a: b: f a < f b);
}
