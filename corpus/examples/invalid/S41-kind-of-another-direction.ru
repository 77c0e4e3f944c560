# from: valid/complete.ttl
# Invented: an activity names no direction, and its kind belongs to another one; a second one without a direction is told by its kind.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:activity-textbook ec:inDirection ecr:direction-educational-tools .
  ex:activity-textbook ec:activityKind ecr:act-tools-2-textbooks .
  ex:activity-plan ec:inDirection ecr:direction-education-management .
} ;

INSERT DATA {
  ex:activity-textbook ec:activityKind ecr:act-sci-1-integration .
}
