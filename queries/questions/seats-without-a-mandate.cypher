// title: Representatives without a mandate
// question: Which third-sector representatives have no current mandate, and so no way back to the sector?
// parameters:
//   partnership: text = "" -- name or id of a partnership; blank for all
//   as_of: date = today -- the day that counts
// columns:
//   partnership_id: the partnership
//   partnership: its name
//   seat_id: the seat
//   representative_id: the person, or null
//   representative: the person's name, or null
//   organisation_id: the organisation, or null
//   organisation: its name, or null
//   sector: its sector, or null where it is not known to be another sector
//   why: not recorded, speaks for nobody, route not recorded, or the route that makes no mandate
MATCH (s:Seat)-[:SEAT_ON]->(p:Partnership)
WHERE $partnership = '' OR toLower(p.id) = toLower($partnership) OR toLower(p.name) = toLower($partnership)
OPTIONAL MATCH (r:Representative)-[h:HOLDS]->(s)
WHERE coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o:Organisation)
WHERE coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH p, s, r, o, coalesce(h.capacity, f.capacity) AS capacity
WHERE capacity = 'representative' AND coalesce(o.sector, 'third_sector') = 'third_sector'
  AND NOT EXISTS {
    MATCH (s)-[k:SPEAKS_FOR]->(for_whom:Organisation|EqualityGroup|Theme)
    WHERE k.route IN ['election', 'open_call', 'nomination', 'appointed_by_constituency']
      AND coalesce(k.start_day, '') <= $as_of AND coalesce(k.end_day, '9999') > $as_of
  }
OPTIONAL MATCH (s)-[m:SPEAKS_FOR]->(t:Organisation|EqualityGroup|Theme)
WHERE coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
WITH p, s, r, o, count(t.id) AS mandates, count(m.route) AS routes, min(m.route) AS route
RETURN p.id AS partnership_id, p.name AS partnership, s.id AS seat_id, r.id AS representative_id,
       r.name AS representative, o.id AS organisation_id, o.name AS organisation, o.sector AS sector,
       CASE WHEN mandates = 0 AND coalesce(s.mandate_recorded, false) THEN 'speaks for nobody'
            WHEN mandates = 0 THEN 'not recorded'
            WHEN routes < mandates THEN 'route not recorded'
            ELSE route END AS why
ORDER BY partnership, partnership_id, seat_id, coalesce(representative_id, ''), coalesce(organisation_id, '')
