"""Whether another service already knows a person, so that it can get in touch: asked with her, answered by nobody but
the desk that knows her.

The promise of this room: whoever asks learns nothing by asking. Tokens are compared in the worker and nothing is
opened; the holding desk alone is told, asks the person and decides, and only its yes after hers reaches the asker.
"""
