import json
import numpy as np
import onnxruntime as ort

model = ort.InferenceSession("Handwritten-digits-r3-1a2b3c4d-records.onnx")
records = json.load(open("records.json"))  # a list, each [28, 28, 1]
images = np.array(records, dtype=np.uint8).reshape(-1, 28, 28, 1)
names = [output.name for output in model.get_outputs()]
answers = zip(names, model.run(names, {"images": images}))
print(json.dumps({name: values.tolist() for name, values in answers}))
