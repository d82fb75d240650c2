"""Places of the nodes of one connected component, by forces."""

from __future__ import annotations

from typing import TypeAlias

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.signal import fftconvolve
from scipy.sparse import csr_array

from pipeline.graph.undirected import Undirected

Places: TypeAlias = npt.NDArray[np.float64]

_SEED = 42
#: Up to this number of nodes ForceAtlas2 is quick enough; a step takes the square of it.
_FEW = 600
_STEPS = 400
_MESH_STEPS = 200
#: Cells of the mesh along one side.
_CELLS = 128


def forced(component: Undirected) -> Places:
    """Return places, an array of (nodes, 2) in the order of the component's nodes, about a distance of 1 apart.

    Small components are laid out by ForceAtlas2 (Jacomy et al. 2014; networkx), large ones on a mesh.
    """
    if len(component) > _FEW:
        return _spread(_by_mesh(component))
    found = nx.forceatlas2_layout(component, seed=_SEED, max_iter=_STEPS, scaling_ratio=2.0, gravity=1.0)
    return _spread(np.array([found[node] for node in component], dtype=np.float64))


def _spread(places: Places) -> Places:
    """Return places around the origin, scaled so that the middle half of n nodes lies as n/2 on unit squares would."""
    places = places - np.median(places, axis=0)
    reach = float(np.median(np.linalg.norm(places, axis=1)))
    return places * (np.sqrt(len(places) / (2 * np.pi)) / reach) if reach > 0 else places


def _by_mesh(component: Undirected) -> Places:
    """Lay out by springs along the edges and repulsion of all from all, this computed on a mesh.

    Particle-mesh method (Hockney and Eastwood 1988): the nodes' mass is shared out to the cells of a mesh, one
    convolution gives the force of all on each cell, and each node takes it from the cells around. A step takes
    time in proportion to the nodes, the edges and the mesh.
    """
    chance = np.random.default_rng(_SEED)
    size = len(component)
    places: Places = chance.normal(size=(size, 2)) * np.sqrt(size)
    pull: csr_array = nx.to_scipy_sparse_array(component, format="csr")
    degrees: npt.NDArray[np.float64] = np.asarray(pull.sum(axis=1), dtype=np.float64).ravel()
    mass = 1 + degrees
    for step in range(_MESH_STEPS):
        force: Places = _repulsion(places, mass) - _attraction(places, pull, degrees) - 0.02 * mass[:, None] * places
        length = np.linalg.norm(force, axis=1, keepdims=True)
        longest = np.sqrt(size) * (1 - step / _MESH_STEPS) * 0.2 + 0.01
        places += force / np.maximum(length / longest, mass[:, None])
    return places


def _attraction(places: Places, pull: csr_array, degrees: npt.NDArray[np.float64]) -> Places:
    drawn: Places = degrees[:, None] * places - pull @ places
    return drawn


def _repulsion(places: Places, mass: npt.NDArray[np.float64]) -> Places:
    low = places.min(axis=0)
    cell = float((places.max(axis=0) - low).max()) / (_CELLS - 2) + 1e-9
    at = (places - low) / cell
    corner = np.floor(at).astype(np.intp)
    part = at - corner
    shares = [(dx, dy, np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1])) for dx in (0, 1) for dy in (0, 1)]
    density = np.zeros((_CELLS, _CELLS))
    for dx, dy, share in shares:
        np.add.at(density, (corner[:, 0] + dx, corner[:, 1] + dy), share * mass)
    force = np.zeros_like(places)
    for axis, kernel in enumerate(_KERNELS):
        field = fftconvolve(density, kernel, mode="same")
        force[:, axis] = sum(share * field[corner[:, 0] + dx, corner[:, 1] + dy] for dx, dy, share in shares)
    repelled: Places = 2.0 * mass[:, None] * force / cell
    return repelled


def _kernels() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return what a unit of mass does to the cells around it: a force away from it that falls with the distance."""
    offsets = np.arange(-_CELLS + 1, _CELLS)
    x, y = np.meshgrid(offsets, offsets, indexing="ij")
    square = np.maximum(x**2 + y**2, 1.0)
    return x / square, y / square


_KERNELS = _kernels()
