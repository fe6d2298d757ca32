/** Asks this page's server. */

/** Posts a JSON body; gives the answer's JSON, or throws an error with the server's own sentence. */
export async function post(path, body) {
  return read(await request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }));
}

/** Gets JSON. */
export async function get(path) {
  return read(await request(path, {}));
}

async function request(path, options) {
  try {
    return await fetch(`api/${path}`, options);
  } catch {
    throw new Error("This page's server does not answer. Is it still running?");
  }
}

async function read(response) {
  const text = await response.text();
  if (response.ok) {
    return text === "" ? null : JSON.parse(text);
  }
  throw new Error(sentence(text) ?? `The server answered ${response.status}.`);
}

function sentence(text) {
  try {
    return JSON.parse(text).error;
  } catch {
    return undefined;
  }
}
