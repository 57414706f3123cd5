import { z } from 'zod';
import { resolve } from 'node:path';

const flag = (fallback: boolean) =>
	z
		.enum(['true', 'false'], { error: 'must be true or false' })
		.optional()
		.transform((value) => (value === undefined ? fallback : value === 'true'));

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must look like postgresql://user:password@host:5432/database' }).optional();

const Environment = z.object({
	HOST: z.string().min(1, { error: 'must name an address to listen on' }).default('127.0.0.1'),
	PORT: z
		.string()
		.regex(/^\d{1,5}$/, { error: 'must be a port number from 0 to 65535' })
		.transform(Number)
		.refine((port) => port <= 65535, { error: 'must be a port number from 0 to 65535' })
		.default(3000),
	PUBLIC_URL: z
		.url({ protocol: /^https?$/, error: 'must be the address people type, such as https://quality.example.org' })
		.refine((url) => URL.canParse(url) && new URL(url).pathname === '/', { error: 'must not contain a path: SocQuality lives at the root of a host' })
		.transform((url) => new URL(url).origin)
		.optional(),
	DATA_DIR: z.string().min(1, { error: 'must name a folder' }).default('data').transform((dir) => resolve(dir)),
	DATABASE_URL: postgresUrl,
	MIGRATION_URL: postgresUrl,
	DEMO: flag(true),
	DEMO_PUBLIC: flag(false),
	SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must look like smtp://user:password@host:587' }).optional(),
	MAIL_FROM: z.string().min(3, { error: 'must be a mail address' }).optional(),
	AUDIT_KEY: z.string().min(32, { error: 'must have at least 32 characters' }).optional(),
	TRUSTED_PROXY: flag(false),
	LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'must be debug, info, warn, error or silent' }).default('info')
});

export type Config = z.infer<typeof Environment>;

/** The start is refused with this one sentence; the process exits with 2. */
export class ConfigError extends Error {}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * Reads the program's settings from the environment, once. Empty variables count as absent.
 * Throws ConfigError with one sentence that names the variable and what to write instead.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
	const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
	const parsed = Environment.safeParse(present);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		const name = issue?.path.join('.') ?? 'The environment';
		throw new ConfigError(`${name} ${issue?.message ?? 'is wrong'} (it is now "${present[name] === undefined ? '' : redact(name, present[name])}").`);
	}
	const config = parsed.data;
	if (config.DATABASE_URL && !config.MIGRATION_URL) {
		throw new ConfigError('MIGRATION_URL is missing: with DATABASE_URL, give the address of the database owner too, who creates and changes tables.');
	}
	if (config.SMTP_URL && !config.MAIL_FROM) {
		throw new ConfigError('MAIL_FROM is missing: with SMTP_URL, give the address that letters come from.');
	}
	if (config.DEMO && !isLoopback(config.HOST) && !config.DEMO_PUBLIC) {
		throw new ConfigError(`HOST is ${config.HOST}, which others can reach, and this is a demonstration whose sign-in links are open to all: set DEMO=false, or DEMO_PUBLIC=true if that is what you want.`);
	}
	return config;
}

const redact = (name: string, value: string): string => (/URL|KEY/.test(name) ? value.replace(/\/\/[^@/]*@/, '//…@').slice(0, 60) : value.slice(0, 60));
