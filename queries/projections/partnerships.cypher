// title: Partnerships
// question: What is known of each partnership?
// columns:
//   id: node id
//   name: name
//   kind: board, sub-group … in the user's words, or null
//   seats_listed: how much of its membership is recorded, or null
//   meetings_per_year: meetings in a year, or null
//   hours_per_meeting: hours of a meeting, or null
//   terms_url: address of the terms of reference, or null
//   contact: role to write to, or null
//   parent_id: the partnership it reports to, or null
//   stub: true when it is only named in a cell
//   source: where the record comes from
//   as_of: when it was last checked
MATCH (p:Partnership)
OPTIONAL MATCH (p)-[:SUBGROUP_OF]->(parent:Partnership)
RETURN p.id AS id, p.name AS name, p.kind AS kind, p.seats_listed AS seats_listed,
       p.meetings_per_year AS meetings_per_year, p.hours_per_meeting AS hours_per_meeting, p.terms_url AS terms_url,
       p.contact AS contact, parent.id AS parent_id, p.stub AS stub, p.source AS source, p.as_of AS as_of
ORDER BY id, parent_id
