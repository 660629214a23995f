// title: Seats
// question: Which places are there on which partnership?
// columns:
//   seat_id: the seat
//   partnership_id: the partnership it is on
//   role: role, or null
//   voting: may vote, or null
//   capacity: how its latest holder sits there, or null
//   capacity_required: what the partnership asks for, or null
//   skills_required: knowledge asked for, or null
//   deputy: whether a deputy is named, or the deputy's role, or null
//   role_description: where or what it is, or null
//   mandate_recorded: true when it is recorded for whom the seat speaks
//   vacant_from: first day it is recorded as vacant, or null
//   source: where the record comes from
//   as_of: when it was last checked
MATCH (s:Seat)-[:SEAT_ON]->(p:Partnership)
RETURN s.id AS seat_id, p.id AS partnership_id, s.role AS role, s.voting AS voting, s.capacity AS capacity,
       s.capacity_required AS capacity_required, s.skills_required AS skills_required, s.deputy AS deputy,
       s.role_description AS role_description, s.mandate_recorded AS mandate_recorded,
       s.vacant_from AS vacant_from, s.source AS source, s.as_of AS as_of
ORDER BY seat_id, partnership_id
