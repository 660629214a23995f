// title: Organisations never asked about groups
// question: Which organisations were never asked which equality groups they work with?
// parameters:
//   as_of: date = today -- the day on which their seats are counted
// columns:
//   organisation_id: the organisation
//   organisation: its name
//   sector: its sector, or null
//   links: groups it is known to be led by, serve or advocate for all the same
//   seats: seats it holds
MATCH (o:Organisation)
WHERE NOT EXISTS { MATCH (o)-[:ASKED_ABOUT]->(asked:EqualityGroup) }
OPTIONAL MATCH (o)-[:LED_BY|SERVES|ADVOCATES_FOR]->(g:EqualityGroup)
WITH o, count(DISTINCT g.id) AS links
OPTIONAL MATCH (o)<-[f:HELD_FOR]-(s:Seat)
WHERE coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH o, links, count(DISTINCT s.id) AS seats
RETURN o.id AS organisation_id, o.name AS organisation, o.sector AS sector, links, seats
ORDER BY seats DESC, organisation, organisation_id
