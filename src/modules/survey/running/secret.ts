import { createHmac } from 'node:crypto';
import type { Config } from '#platform/config.ts';
import { installationSecret } from '#platform/installation-secret.ts';
import { linkTokenFrom } from '../answering/token.ts';

/** The installation's secret from which links sent by mail are derived, so that a reminder can carry the same link without the link being stored. */
export const surveySecret = (config: Pick<Config, 'AUDIT_KEY' | 'DATA_DIR'>): Promise<Buffer> => installationSecret(config, { label: 'socquality survey links', file: 'survey-key' });

/** The link of one address of one survey: the same each time, and not to be guessed without the secret. */
export const addressToken = (secret: Buffer, prefix: string, surveyId: string, addressId: string): string => linkTokenFrom(prefix, createHmac('sha256', secret).update(`${surveyId}\n${addressId}`).digest());
