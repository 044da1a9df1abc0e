// System libraries that Python packages need and slim images do not have: how an error names one, and its Debian package.

/** The library that an error misses: the name of its file, or of the C library's version. */
export function noLibrary(message: string): string | undefined {
	const file = /\b((?:lib|ld-)[\w+.-]+?\.so[\w.]*)['"]?(?::|\s)*(?:cannot open shared object file|No such file)/i.exec(
		message,
	)?.[1];
	const loading = /(?:loading shared librar(?:y|ies):?|no library called) ["']?((?:lib|ld-)[\w+.-]+\.so[\w.]*)/i.exec(
		message,
	)?.[1];
	const named = /(?:failed to find|could not find|no library called) ["']?(lib[\w-]+)\b/i.exec(message)?.[1];
	const version = /version [`'"](G(?:LIBC|LIBCXX)_[\d.]+)['"] not found/.exec(message)?.[1];
	return file ?? loading ?? version ?? named;
}

/** By the file's name up to its version, lower case. */
const packages: Readonly<Record<string, string>> = {
	'libaio.so': 'libaio1',
	'libavcodec.so': 'ffmpeg',
	'libavformat.so': 'ffmpeg',
	'libblas.so': 'libblas3',
	'libcairo.so': 'libcairo2',
	'libcurl.so': 'libcurl4',
	'libegl.so': 'libegl1',
	'libfontconfig.so': 'libfontconfig1',
	'libfreetype.so': 'libfreetype6',
	'libgdal.so': 'gdal-bin',
	'libgdk_pixbuf-2.0.so': 'libgdk-pixbuf-2.0-0',
	'libgeos_c.so': 'libgeos-c1v5',
	'libgfortran.so': 'libgfortran5',
	'libgl.so': 'libgl1',
	'libglib-2.0.so': 'libglib2.0-0',
	'libgobject-2.0.so': 'libglib2.0-0',
	'libgomp.so': 'libgomp1',
	'libgssapi_krb5.so': 'libgssapi-krb5-2',
	'libgthread-2.0.so': 'libglib2.0-0',
	'libice.so': 'libice6',
	'libjpeg.so': 'libjpeg62-turbo',
	'libjvm.so': 'default-jre-headless',
	'libkrb5.so': 'libkrb5-3',
	'liblapack.so': 'liblapack3',
	libmagic: 'libmagic1',
	'libmagic.so': 'libmagic1',
	'libmariadb.so': 'libmariadb3',
	'libnuma.so': 'libnuma1',
	'libodbc.so': 'unixodbc',
	'libopenblas.so': 'libopenblas0',
	'libpango-1.0.so': 'libpango-1.0-0',
	'libpangocairo-1.0.so': 'libpangocairo-1.0-0',
	'libpng16.so': 'libpng16-16',
	'libpq.so': 'libpq5',
	'libproj.so': 'proj-bin',
	'libpython3.so': 'libpython3-dev',
	'librdkafka.so': 'librdkafka1',
	'libsasl2.so': 'libsasl2-2',
	'libsm.so': 'libsm6',
	'libsnappy.so': 'libsnappy1v5',
	'libsndfile.so': 'libsndfile1',
	'libspatialindex_c.so': 'libspatialindex-dev',
	'libsqlite3.so': 'libsqlite3-0',
	'libstdc++.so': 'libstdc++6',
	'libtiff.so': 'libtiff6',
	'libusb-1.0.so': 'libusb-1.0-0',
	'libx11.so': 'libx11-6',
	'libxcb.so': 'libxcb1',
	'libxext.so': 'libxext6',
	'libxml2.so': 'libxml2',
	'libxrender.so': 'libxrender1',
	'libxslt.so': 'libxslt1.1',
	'libzbar.so': 'libzbar0',
	'libzmq.so': 'libzmq5',
};

/** The Debian package with the library, where it is known. */
export const debianPackage = (library: string): string | undefined =>
	packages[library.toLowerCase().replace(/(?<=\.so)\..*$/, '')];

/** The libraries of the GPU driver, which come from the node: an image does not have them. */
export const isOfDriver = (library: string): boolean => /^lib(?:cuda|nvidia-|nvcuvid|nvoptix)/.test(library);
