// Read a GEXF file with the parser that Gephi Lite uses, and print its nodes and edges as JSON.
import {readFileSync} from 'node:fs';
import {JSDOM} from 'jsdom';
import Graph from 'graphology';

const {window} = new JSDOM('');
globalThis.DOMParser = window.DOMParser;
globalThis.Document = window.Document;
const {parse} = (await import('graphology-gexf/browser/index.js')).default;

const graph = parse(Graph, readFileSync(process.argv[2], 'utf8'));
process.stdout.write(JSON.stringify({
  nodes: graph.mapNodes((key, attributes) => ({key, attributes})),
  edges: graph.mapEdges((key, attributes, source, target) => ({key, attributes, source, target})),
}));
