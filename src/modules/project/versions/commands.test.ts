import { expect, test } from 'vitest';
import { useDatabase } from '../../../../tests/support/database.ts';
import { createProject, getDraft, getProject, projectVersion, findProjectByCode } from './index.ts';
import { madeProject, projectScene } from './testing.ts';

const db = useDatabase();

test('a project goes from an idea to a closed project', async () => {
	const scene = await projectScene(db);
	const id = await madeProject(db, scene, 'closed');
	const project = await db.as(scene.regionId, scene.manager, (c) => getProject(c, id));
	expect(project).toMatchObject({ state: 'closed', slug: 'dienas-centri' });
	expect(await db.as(scene.regionId, scene.manager, (c) => projectVersion(c, id, 'in-force'))).toMatchObject({ number: 2, stage: 'completion' });
	expect(await db.as(scene.regionId, scene.manager, (c) => getDraft(c, id))).toBeNull();
	expect(await db.as(scene.regionId, scene.manager, (c) => findProjectByCode(c, 'lli 999'))).toMatchObject({ id });
	await db.as(scene.regionId, scene.manager, (c) => createProject(c, { title: { lv: 'Dienas centri' } }));
});
