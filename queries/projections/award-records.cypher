// title: Records of awards
// question: What is each award called, how is it paid, and where does its record come from?
// columns:
//   award_id: the award
//   name: name
//   payment_terms: in advance, in arrears, by instalments, or null
//   overheads: true when it pays a share of overheads, false when not, or null
//   source: where the record comes from
//   as_of: when it was last checked
MATCH (a:Award)
RETURN a.id AS award_id, a.name AS name, a.payment_terms AS payment_terms, a.overheads AS overheads,
       a.source AS source, a.as_of AS as_of
ORDER BY award_id
