// Draws a neighbourhood (an answer of /api/drawing) with sigma.js and graphology.
"use strict";

const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const STRENGTH = {asserted: 1, planned: 0.8, rumored: 0.6, negated: 0.45};
const HEAD = {lengthToThicknessRatio: 5, widenessToThicknessRatio: 4};

export class Drawing {
  // `onNode(node)` and `onEdge(edge)` get what /api/drawing said of what is clicked; `onPoint(edge or null)` of the edge
  // under the pointer.
  constructor(container, answer, {onNode, onEdge, onPoint}) {
    this.container = container;
    this.edges = new Map();
    this.pointed = null;
    this.taken = [];
    const {rendering} = Sigma;
    const style = getComputedStyle(document.documentElement);
    this.ink = style.getPropertyValue("--ink").trim();
    this.paper = style.getPropertyValue("--card").trim();
    this.sigma = new Sigma(this.graph(answer), container, {
      defaultEdgeType: "arrow",
      edgeProgramClasses: {
        arrow: rendering.createEdgeArrowProgram(HEAD),
        line: rendering.EdgeRectangleProgram,
        curve: rendering.EdgeCurveProgram,
        curvedArrow: rendering.createEdgeCompoundProgram([
          rendering.EdgeCurveProgram, rendering.createEdgeArrowHeadProgram(HEAD),
        ]),
      },
      enableEdgeEvents: true,
      labelFont: FONT,
      labelSize: 13,
      labelColor: {color: this.ink},
      labelRenderedSizeThreshold: 0,
      labelDensity: 100,
      minCameraRatio: 0.2,
      maxCameraRatio: 3,
      stagePadding: Math.min(96, container.clientWidth * 0.16),
      zIndex: true,
      defaultDrawNodeLabel: (context, data, settings) => this.label(context, data, settings),
      defaultDrawNodeHover: (context, data, settings) => this.hover(context, data, settings),
      edgeReducer: (key, data) => (key === this.pointed ? {...data, size: data.size + 2, zIndex: 1} : data),
    });
    this.sigma.on("beforeRender", () => { this.taken = []; });
    this.sigma.on("clickNode", ({node}) => onNode(this.sigma.getGraph().getNodeAttribute(node, "said")));
    this.sigma.on("clickEdge", ({edge}) => onEdge(this.edges.get(edge)));
    this.sigma.on("enterEdge", ({edge}) => this.point(edge, onPoint));
    this.sigma.on("leaveEdge", () => this.point(null, onPoint));
    this.sigma.on("enterNode", () => container.classList.add("pointing"));
    this.sigma.on("leaveNode", () => container.classList.remove("pointing"));
  }

  graph(answer) {
    const graph = new graphology.MultiDirectedGraph();
    for (const node of answer.nodes) {
      const {name, x, y, size, color} = node;
      graph.addNode(node.id, {label: name, x, y, size, color, said: node, forceLabel: true, leftwards: x < -0.01});
    }
    for (const edge of answer.edges) {
      const curved = edge.parallel > 0;
      const key = graph.addEdge(edge.head, edge.tail, {
        type: edge.symmetric ? (curved ? "curve" : "line") : (curved ? "curvedArrow" : "arrow"),
        curvature: 0.18 * Math.ceil(edge.parallel / 2) * (edge.parallel % 2 ? 1 : -1),
        size: 2.2 + Math.log2(edge.articles),
        color: blend(edge.color, this.paper, STRENGTH[edge.modality]),
      });
      this.edges.set(key, edge);
    }
    return graph;
  }

  point(edge, onPoint) {
    this.pointed = edge;
    this.container.classList.toggle("pointing", edge !== null);
    this.sigma.refresh({skipIndexation: true});
    onPoint(edge === null ? null : this.edges.get(edge));
  }

  // Where the name of a node goes: away from the middle, so that names on the left end at their nodes.
  box(context, data, settings) {
    context.font = `${settings.labelSize}px ${settings.labelFont}`;
    const width = context.measureText(data.label).width;
    const wished = data.leftwards ? data.x - data.size - 5 - width : data.x + data.size + 5;
    const left = Math.max(3, Math.min(wished, this.container.clientWidth - width - 3));
    return {left, top: data.y - settings.labelSize * 0.7, width, height: settings.labelSize * 1.4};
  }

  // A name is left out where another one stands; zooming in makes room.
  label(context, data, settings) {
    const box = this.box(context, data, settings);
    if (this.taken.some((other) => overlap(box, other))) return;
    this.taken.push(box);
    context.fillStyle = this.ink;
    context.fillText(data.label, box.left, data.y + settings.labelSize * 0.35);
  }

  // The name of the node under the pointer on a plate, readable in the light and in the dark.
  hover(context, data, settings) {
    const {left, top, width, height} = this.box(context, data, settings);
    context.fillStyle = this.paper;
    context.strokeStyle = this.ink;
    context.beginPath();
    context.roundRect(left - 4, top - 2, width + 8, height + 4, 4);
    context.fill();
    context.stroke();
    context.beginPath();
    context.arc(data.x, data.y, data.size + 2, 0, Math.PI * 2);
    context.stroke();
    context.fillStyle = this.ink;
    context.fillText(data.label, left, data.y + settings.labelSize * 0.35);
  }

  // Where a node is on the screen, in the container's pixels.
  place(id) {
    const {x, y} = this.sigma.getNodeDisplayData(id);
    return this.sigma.framedGraphToViewport({x, y});
  }

  zoom(way) {
    const camera = this.sigma.getCamera();
    if (way === "in") camera.animatedZoom();
    else if (way === "out") camera.animatedUnzoom();
    else camera.animatedReset();
  }

  end() {
    this.sigma.kill();
  }
}

function overlap(one, other) {
  return one.left < other.left + other.width && other.left < one.left + one.width
    && one.top < other.top + other.height && other.top < one.top + one.height;
}

// So much of one colour on another, both as #rrggbb.
function blend(color, ground, strength) {
  const part = (text, at) => parseInt(text.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(part(color, at) * strength + part(ground, at) * (1 - strength)));
  return `rgb(${mixed.join(", ")})`;
}
