import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import pg from 'pg';

/**
 * The floor to measure the survey pages against: a bare server as fast as one can make it. It sends the same bytes for a
 * GET, reads the same form and writes the same two rows through a pool of 8 connections, and does nothing else: no token,
 * no region, no row level security, no check of origin or answers. Settings come as JSON in FLOOR.
 */
const { connection, page, regionId, surveyId, questions, texts, options } = JSON.parse(process.env['FLOOR'] ?? '{}') as {
	connection: pg.PoolConfig;
	/** The file with the bytes of the form. */
	page: string;
	regionId: string;
	surveyId: string;
	/** Names of the fields, and the options' ids in their order. */
	questions: string[];
	texts: string[];
	options: string[];
};

const pool = new pg.Pool({ ...connection, max: 8 });
const plain = readFileSync(page);
const gzip = gzipSync(plain, { level: 9 });
const thanks = Buffer.from('<!doctype html><html lang="en" data-survey-state="complete"><title>Thank you</title><h1>Thank you</h1></html>');
const type = 'text/html; charset=utf-8';
const today = new Date().toISOString().slice(0, 10);
const insert = `with response as (
		insert into survey_response (region_id, survey_id, answered_on, variant, channel, assisted, choices) values ($1, $2, $3, 'standard', 'open', 'no', $4)
	)
	insert into survey_text (region_id, survey_id, variant, question, body) select $1, $2, 'standard', question, body from unnest($5::text[], $6::text[]) as t (question, body)`;

const server = createServer((request, response) => {
	if (request.method !== 'POST') {
		response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', 'content-length': gzip.length });
		response.end(gzip);
		return;
	}
	let body = '';
	request.setEncoding('utf8');
	request.on('data', (part: string) => void (body += part));
	request.on('end', () => {
		const fields = new URLSearchParams(body);
		const choices = questions.map((name) => options.indexOf(fields.get(name) ?? '') + 1 || null);
		const written = texts.filter((name) => fields.get(name));
		pool.query({ name: 'insert', text: insert, values: [regionId, surveyId, today, choices, written, written.map((name) => fields.get(name))] }).then(
			() => {
				response.writeHead(200, { 'content-type': type, 'content-length': thanks.length });
				response.end(thanks);
			},
			() => response.writeHead(500).end()
		);
	});
});
server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	console.log(`ready http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
});
