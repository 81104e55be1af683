/** Operations that the gateway knows from the start, by name: the SHA-256 of each text, and the text. */
export const PERSISTED_OPERATIONS = {
  "Audit": {
    "hash": "cec9a0b60bad9fb60982cb244fce5fbd6c581d7505bf7290f8dc120022e49ab4",
    "text": "query Audit($filter: AuditFilter, $first: Int, $after: String) {\n  auditLog(filter: $filter, first: $first, after: $after) {\n    nodes {\n      id\n      at\n      viewer\n      action\n      hub\n      subject\n      image\n      allowed\n      policies\n      outcome\n      taskId\n      requestId\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"
  },
  "Board": {
    "hash": "92b2b95c9d946b57a30eedce8cbdee9f3a987f8eb67c50671c8881c7f6d7b656",
    "text": "query Board($hub: String, $target: String, $first: Int = 100, $after: String) {\n  images(hub: $hub, first: $first, after: $after) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      name\n      owners {\n        name\n        source\n      }\n      status(target: $target) {\n        state\n        since\n        consecutiveFailures\n        latest {\n          nvr\n          state\n          task {\n            kojiId\n            state\n          }\n        }\n        arches {\n          arch\n          state\n          optional\n          task {\n            kojiId\n            state\n          }\n        }\n        lastGood {\n          nvr\n          completedAt\n          artifacts {\n            filename\n            format\n            arch\n            size\n            checksum {\n              algorithm\n              value\n            }\n            url\n          }\n        }\n      }\n    }\n  }\n}"
  },
  "Preflight": {
    "hash": "16c8231ac80db3c0d5a091ca908e5bbf89997aaf68553e5fc20ef6e382390f40",
    "text": "query Preflight($input: BuildImageInput!) {\n  preflight(input: $input) {\n    ready\n    kojiCommand\n    decision {\n      allowed\n      reason\n      remedy\n      determinedBy {\n        id\n      }\n    }\n    checks {\n      name\n      outcome\n      message\n    }\n  }\n}"
  }
} as const;
