/** What a command throws when the person must change what they typed: one sentence, exit code 2. */
export class UsageError extends Error {}
