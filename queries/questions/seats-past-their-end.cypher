// title: Seats past their end
// question: Which seats are still listed although their last term is over and no vacancy is recorded?
// parameters:
//   partnership: text = "" -- name or id of a partnership; blank for all
//   as_of: date = today -- the day that counts
// columns:
//   partnership_id: the partnership
//   partnership: its name
//   seat_id: the seat
//   role: role, or null
//   representative_id: the last person, or null
//   representative: the person's name, or null
//   organisation_id: the last organisation, or null
//   organisation: its name, or null
//   end_date: day after the last term as recorded
MATCH (s:Seat)-[g:HOLDS|HELD_FOR]-(x:Representative|Organisation)
WHERE g.end_day <= $as_of
WITH s, max(g.end_day) AS last_end
WHERE NOT (s.vacant_from IS NOT NULL AND s.vacant_from <= $as_of AND s.vacant_from + '-01-01' >= last_end)
  AND NOT EXISTS {
    MATCH (s)-[k:HOLDS|HELD_FOR]-(y:Representative|Organisation)
    WHERE coalesce(k.start_day, '') <= $as_of AND coalesce(k.end_day, '9999') > $as_of
  }
WITH DISTINCT s, last_end
MATCH (s)-[:SEAT_ON]->(p:Partnership)
WHERE $partnership = '' OR toLower(p.id) = toLower($partnership) OR toLower(p.name) = toLower($partnership)
OPTIONAL MATCH (r:Representative)-[h:HOLDS]->(s)
WHERE h.end_day = last_end
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o:Organisation)
WHERE f.end_day = last_end
RETURN p.id AS partnership_id, p.name AS partnership, s.id AS seat_id, s.role AS role, r.id AS representative_id,
       r.name AS representative, o.id AS organisation_id, o.name AS organisation,
       coalesce(h.end_date, f.end_date) AS end_date
ORDER BY partnership, partnership_id, seat_id, coalesce(representative_id, ''), coalesce(organisation_id, '')
