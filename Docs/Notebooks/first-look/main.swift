print("first look")
