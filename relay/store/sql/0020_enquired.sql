-- J2: all enquiries, by when they were left.
CREATE INDEX enquiry_at ON enquiry (retailer, at, enquiry);
