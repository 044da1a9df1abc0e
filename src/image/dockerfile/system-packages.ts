// Debian packages that Python packages need when they run, and that slim images do not have.

/** By the normalized name of the Python package. Wheels that bring their libraries are not in the table. */
const needs: Readonly<Record<string, readonly string[]>> = {
	cairocffi: ['libcairo2'],
	cairosvg: ['libcairo2'],
	graphviz: ['graphviz'],
	h2o: ['default-jre-headless'],
	lightgbm: ['libgomp1'],
	moviepy: ['ffmpeg'],
	open3d: ['libgl1', 'libgomp1'],
	'opencv-contrib-python': ['libgl1', 'libglib2.0-0'],
	'opencv-python': ['libgl1', 'libglib2.0-0'],
	pdf2image: ['poppler-utils'],
	psycopg: ['libpq5'],
	pydub: ['ffmpeg'],
	pygraphviz: ['graphviz'],
	pyodbc: ['unixodbc'],
	pytesseract: ['tesseract-ocr'],
	'python-magic': ['libmagic1'],
	pyvista: ['libgl1', 'libxrender1'],
	pyzbar: ['libzbar0'],
	'tabula-py': ['default-jre-headless'],
	vtk: ['libgl1', 'libxrender1'],
	weasyprint: ['libpango-1.0-0', 'libpangoft2-1.0-0'],
};

export type SystemPackages = {readonly python: string; readonly debian: readonly string[]};

/** `names`: normalized names of Python packages, also as `name[extra]`. */
export function systemPackages(names: readonly string[]): readonly SystemPackages[] {
	// These bring the library themselves.
	const brought = names.includes('psycopg-binary') || names.includes('psycopg[binary]') ? ['psycopg'] : [];
	return [...new Set(names)]
		.sort()
		.flatMap(python => (brought.includes(python) ? [] : [{python, debian: needs[python] ?? []}]))
		.filter(({debian}) => debian.length > 0);
}

/** The instruction that installs them in an image made from Debian. */
export const installDebian = (packages: readonly string[]): string =>
	`RUN apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')} && rm -rf /var/lib/apt/lists/*`;
