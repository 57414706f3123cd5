import type { Config } from '#platform/config.ts';
import { installationSecret } from '#platform/installation-secret.ts';

/** The installation's secret under which limits are counted, so that the table of attempts tells no address. */
export const attemptSecret = (config: Pick<Config, 'AUDIT_KEY' | 'DATA_DIR'>): Promise<Buffer> => installationSecret(config, { label: 'socquality attempts', file: 'attempt-key' });
