import { z } from 'zod';
import { ProjectQuery, schemas } from './schemas.ts';

type Json = Record<string, unknown>;

/**
 * The description of the public interface (OpenAPI 3.1), made of the schemas that every answer passes. `origin` is the address
 * under which it is read.
 */
export function openApi(origin: string): Json {
	return {
		openapi: '3.1.1',
		info: {
			title: 'SocQuality: published projects',
			version: '1.0.0',
			summary: 'Co-financed projects of a region: money, partners, results planned and reached.',
			description: 'Everything here is public and needs no sign-in. Amounts are exact decimals in text. What is not known is null, never zero.',
			license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' }
		},
		servers: [{ url: origin }],
		paths: {
			'/api/v1/regions/{region}/projects': {
				get: {
					operationId: 'listProjects',
					summary: 'Published projects of a region, page by page',
					parameters: [region, ...queryParameters()],
					responses: { 200: answer('One page of projects.', 'ProjectPage'), ...notModified, 400: problem('A parameter cannot be read.'), 404: problem('There is no such region.') }
				}
			},
			'/api/v1/regions/{region}/projects/{slug}': {
				get: {
					operationId: 'readProject',
					summary: 'One published project, by the version in force',
					parameters: [region, slug],
					responses: { 200: answer('The project.', 'Project'), ...notModified, 404: problem('There is no such region or published project.') }
				}
			},
			'/api/v1/regions/{region}/iati.xml': {
				get: {
					operationId: 'readIati',
					summary: 'All published projects of a region as activities of IATI 2.03',
					parameters: [region],
					responses: { 200: { description: 'A file of activities.', headers: tag, content: { 'application/xml': { schema: { type: 'string' } } } }, ...notModified, 404: problem('There is no such region, or it has published nothing.') }
				}
			},
			'/api/v1/openapi.json': { get: { operationId: 'readDescription', summary: 'This description', responses: { 200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } }, ...notModified } } }
		},
		components: { schemas: components() }
	};
}

const address = { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,59}$' };
const region = { name: 'region', in: 'path', required: true, description: 'The region\'s part of the address.', schema: address };
const slug = { name: 'slug', in: 'path', required: true, description: 'The permanent part of the project\'s address.', schema: address };
const tag = { ETag: { description: 'Changes exactly when the answer does; send it back as If-None-Match.', schema: { type: 'string' } } };
const notModified = { 304: { description: 'Nothing changed since the tag that was sent.' } };
const reference = (name: keyof typeof schemas): Json => ({ $ref: `#/components/schemas/${name}` });
const answer = (description: string, name: keyof typeof schemas): Json => ({ description, headers: tag, content: { 'application/json': { schema: reference(name) } } });
const problem = (description: string): Json => ({ description, content: { 'application/problem+json': { schema: reference('Problem') } } });

function components(): Json {
	const registry = z.registry<{ id: string }>();
	for (const [id, schema] of Object.entries(schemas)) registry.add(schema as z.ZodType, { id });
	const made = z.toJSONSchema(registry, { target: 'draft-2020-12', io: 'output', uri: (id) => `#/components/schemas/${id}` });
	return Object.fromEntries(
		Object.entries(made.schemas).map(([id, schema]) => {
			const { $schema: _, $id: __, ...rest } = schema;
			return [id, rest];
		})
	);
}

/** Parameters of the list, from the schema that reads them. */
function queryParameters(): Json[] {
	const { properties = {} } = z.toJSONSchema(ProjectQuery, { target: 'draft-2020-12', io: 'output' });
	return Object.entries(properties).map(([name, property]) => {
		const { description, ...schema } = property as Json;
		return { name, in: 'query', required: false, ...(description === undefined ? {} : { description }), schema };
	});
}
