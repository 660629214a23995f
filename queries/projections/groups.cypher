// title: Equality groups
// question: Which equality groups are looked for?
// columns:
//   id: node id
//   name: name
//   parent_id: the wider group, or null
//   scheme: Equality Act, DEI, local …, or null
//   code: code in that scheme, or null
//   population: people in the area who belong to it, or null
//   population_source: where the figure comes from, or null
MATCH (g:EqualityGroup)
OPTIONAL MATCH (g)-[:PART_OF]->(parent:EqualityGroup)
RETURN g.id AS id, g.name AS name, parent.id AS parent_id, g.scheme AS scheme, g.code AS code,
       g.population AS population, g.population_source AS population_source
ORDER BY id, parent_id
