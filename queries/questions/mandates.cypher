// title: Mandates and reports back
// question: For whom does each holder speak, how was the holder chosen, and when did the holder last report back?
// parameters:
//   partnership: text = "" -- name or id of a partnership; blank for all
//   as_of: date = today -- the day that counts
// columns:
//   partnership_id: the partnership
//   partnership: its name
//   seat_id: the seat
//   representative_id: the person, or null
//   representative: the person's name, or null
//   organisation_id: the organisation the seat is held for, or null
//   organisation: its name, or null
//   speaks_for_kind: organisation, equality group or theme
//   speaks_for_id: whom or what the mandate is from
//   speaks_for: its name
//   route: how the holder was chosen, or null
//   current: yes, no, or not known where the route or the capacity is not recorded
//   evidence: the record that shows the mandate, or null
//   reported_back: when the holder last reported back, or null
MATCH (s:Seat)-[m:SPEAKS_FOR]->(t:Organisation|EqualityGroup|Theme)
WHERE coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
WITH s, t, m, [labels(t), labels(t)[0], labels(t)[1]] AS called
WITH DISTINCT s, t, CASE WHEN 'Organisation' IN called THEN 'organisation' WHEN 'Theme' IN called THEN 'theme'
     ELSE 'equality group' END AS kind, m.route AS route, m.evidence AS evidence, m.reported_back AS reported_back
MATCH (s)-[:SEAT_ON]->(p:Partnership)
WHERE $partnership = '' OR toLower(p.id) = toLower($partnership) OR toLower(p.name) = toLower($partnership)
OPTIONAL MATCH (r:Representative)-[h:HOLDS]->(s)
WHERE coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o:Organisation)
WHERE coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH DISTINCT p, s, t, kind, r, o, coalesce(h.capacity, f.capacity) AS capacity, route, evidence, reported_back
WHERE r.id IS NOT NULL OR o.id IS NOT NULL
RETURN p.id AS partnership_id, p.name AS partnership, s.id AS seat_id, r.id AS representative_id,
       r.name AS representative, o.id AS organisation_id, o.name AS organisation,
       kind AS speaks_for_kind, t.id AS speaks_for_id, t.name AS speaks_for, route,
       CASE WHEN capacity <> 'representative' THEN 'no'
            WHEN capacity IS NULL OR route IS NULL THEN 'not known'
            WHEN route IN ['election', 'open_call', 'nomination', 'appointed_by_constituency'] THEN 'yes'
            ELSE 'no' END AS current,
       evidence, reported_back
ORDER BY partnership, partnership_id, seat_id, speaks_for, speaks_for_id, coalesce(representative_id, ''),
         coalesce(organisation_id, '')
